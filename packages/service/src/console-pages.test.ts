import { expect, test } from '@jest/globals';
import { consolePages } from './console-pages.ts';

test.each([
  ['aws', 'eu-central-1', 'https://eu-central-1.console.aws.amazon.com'],
  ['aws, a region of the east', 'us-east-1', 'https://us-east-1.console.aws.amazon.com'],
  ['aws-cn', 'cn-northwest-1', 'https://cn-northwest-1.console.amazonaws.cn'],
  ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com'],
  ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu'],
])('a service in the console of %s', (_, region, console) => {
  const url = `${console}/ecs/v2/clusters/prod/services/web/health?region=${region}`;
  expect(consolePages({ region, cluster: 'prod' }, ['web'])).toEqual({ services: [{ service: 'web', url }], url });
});

test.each([
  ['aws-iso', 'us-iso-east-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-iso-e', 'eu-isoe-west-1'],
  ['aws-iso-f', 'us-isof-south-1'],
  ['what is no region', 'example.com/'],
  ['an unknown region', undefined],
])('no link where the console is not known: %s', (_, region) => {
  expect(consolePages({ region, cluster: 'prod' }, ['web'])).toBeUndefined();
});

test('several services have a page each, and together the list of their cluster', () => {
  const list = 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services';
  expect(consolePages({ region: 'eu-west-1', cluster: 'prod' }, ['api', 'worker'])).toEqual({
    services: [
      { service: 'api', url: `${list}/api/health?region=eu-west-1` },
      { service: 'worker', url: `${list}/worker/health?region=eu-west-1` },
    ],
    url: `${list}?region=eu-west-1`,
  });
});

test('nothing is linked where no service is deployed', () => {
  expect(consolePages({ region: 'eu-west-1', cluster: 'prod' }, [])).toBeUndefined();
});

test.each([
  ['the cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod', 'web'],
  ['the service', 'prod', 'arn:aws:ecs:eu-west-1:111122223333:service/prod/web'],
  ['the service, of old', 'prod', 'arn:aws:ecs:eu-west-1:111122223333:service/web'],
])('an ARN of %s is where it says', (_, cluster, service) => {
  expect(consolePages({ region: 'us-east-1', cluster }, [service])?.services).toEqual([
    {
      service: 'web',
      url: 'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/health?region=eu-west-1',
    },
  ]);
});

test('a name can’t end the link, nor lead it elsewhere', () => {
  expect(consolePages({ region: 'eu-west-1', cluster: '../x?' }, ['a) [b](https://c'])?.url).toBe(
    'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/..%2Fx%3F/services/a%29%20%5Bb%5D%28https%3A%2F%2Fc/health?region=eu-west-1',
  );
});
