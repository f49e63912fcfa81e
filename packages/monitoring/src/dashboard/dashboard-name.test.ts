import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aMonitoredStack } from '../../test/a-stack.ts';
import { dashboardName, dashboardUrl } from './dashboard-name.ts';

test.each([
  { environment: undefined, name: 'amply__amply-prod__eu-central-1' },
  { environment: 'staging', name: 'amply__staging__amply-prod__eu-central-1' },
])('a dashboard is named after stack, environment, cluster and region: $name', ({ environment, name }) => {
  expect(dashboardName(aMonitoredStack({ environment }))).toBe(name);
});

test('whatever a stack is called, CloudWatch takes the name, and another region has another', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (name, cluster) => {
      const [here, there] = ['eu-central-1', 'eu-west-1'].map((region) =>
        dashboardName(aMonitoredStack({ name, cluster, region })),
      );
      expect(here).toMatch(/^[A-Za-z0-9_-]{1,255}$/);
      expect(there).not.toBe(here);
    }),
  );
});

const part = fc.stringMatching(/^[a_-]{1,4}$/);
const place = fc.record({ name: part, environment: fc.option(part, { nil: undefined }), cluster: part });

test('no two stacks have a dashboard of one name', () => {
  const names = new Map<string, string>();
  fc.assert(
    fc.property(place, (given) => {
      const stack = JSON.stringify([given.name, given.environment ?? null, given.cluster]);
      const name = dashboardName(aMonitoredStack(given));
      expect(names.get(name) ?? stack).toBe(stack);
      names.set(name, stack);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  { region: 'eu-central-1', host: 'https://eu-central-1.console.aws.amazon.com' },
  { region: 'cn-north-1', host: 'https://cn-north-1.console.amazonaws.cn' },
  { region: 'us-gov-west-1', host: 'https://us-gov-west-1.console.amazonaws-us-gov.com' },
  { region: 'eusc-de-east-1', host: 'https://eusc-de-east-1.console.amazonaws-eusc.eu' },
])('the console of $region', ({ region, host }) => {
  expect(dashboardUrl(region, 'shop')).toBe(`${host}/cloudwatch/home?region=${region}#dashboards/dashboard/shop`);
});

test('a dashboard has no address where the console is not known', () => {
  expect(dashboardUrl('us-iso-east-1', 'shop')).toBeUndefined();
});
