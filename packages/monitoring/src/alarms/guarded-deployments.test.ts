import { expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { aShop, placedIn, readAlarms } from '../../test/alarm-files.ts';
import { guardedDeployments } from './guarded-deployments.ts';

function guarded(text: string) {
  const diagnostics = new Diagnostics();
  return {
    map: Object.fromEntries(guardedDeployments(readAlarms(text).entries, aShop(), diagnostics)),
    found: placedIn(diagnostics),
  };
}

test('alarms guard the deployments of their services', () => {
  const text = [
    '- { alarmName: shop-api-5xx, metricName: HTTPCode_Target_5XX_Count, threshold: 5, guardsDeployment: true }',
    '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 80 }',
    '- { alarmName: shop-api-down, alarmRule: ALARM(shop-api-cpu), guardsDeployment: true }',
    '- { alarmName: slow, service: shop-worker, metricName: CPUUtilization, threshold: 80, guardsDeployment: true }',
  ].join('\n');
  expect(guarded(text)).toEqual({
    map: { 'shop-api': ['shop-api-5xx', 'shop-api-down'], 'shop-worker': ['slow'] },
    found: [],
  });
});

test.each([
  {
    name: 'one that is of no service',
    text: '- { alarmName: down, alarmRule: "TRUE", guardsDeployment: true }',
    found: ['error alarms/no-service 1:16'],
  },
  {
    name: 'one of a service that there is not',
    text: '- { alarmName: down, service: web, alarmRule: "TRUE", guardsDeployment: true }',
    found: ['error alarms/no-such-service 1:31'],
  },
])('$name guards nothing, and that is an error', ({ text, found }) => {
  expect(guarded(text)).toEqual({ map: {}, found });
});
