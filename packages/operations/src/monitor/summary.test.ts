import { describe, expect, test } from '@jest/globals';
import { monitoringSummary } from './summary.ts';

const URL = 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/shop';

describe('the end of the summary', () => {
  test('has the link to the dashboard, and each alarm with its state', () => {
    const alarms = [
      { name: 'shop-api-cpu', arn: 'arn:1', state: 'OK', result: 'unchanged' },
      { name: 'shop-api-5xx', arn: 'arn:2', state: 'ALARM', result: 'updated' },
      { name: 'shop-api-age', arn: 'arn:3', state: 'INSUFFICIENT_DATA', result: 'created' },
      { name: 'shop-api-new', state: 'new', result: 'create' },
      { name: 'shop-api-hidden', result: 'unchanged' },
    ];
    expect(monitoringSummary(alarms, URL)).toBe(`[Dashboard in CloudWatch](${URL})

| alarm | state now | this run |
| --- | --- | --- |
| \`shop-api-cpu\` | ✅ \`OK\` | unchanged |
| \`shop-api-5xx\` | 🔴 \`ALARM\` | updated |
| \`shop-api-age\` | ⚪ \`INSUFFICIENT_DATA\` | created |
| \`shop-api-new\` | 🆕 \`new\` | create |
| \`shop-api-hidden\` | \`not known\` | unchanged |`);
  });

  test('is empty where nothing is wanted', () => {
    expect(monitoringSummary([], undefined)).toBe('');
  });

  test.each([
    { what: 'ends the link', url: `${URL}) [x](https://example.org`, shown: `${URL}%29%20[x]%28https://example.org` },
    { what: 'is no address', url: 'eu west', shown: undefined },
  ])('has no link that $what', ({ url, shown }) => {
    expect(monitoringSummary([], url)).toBe(shown === undefined ? '' : `[Dashboard in CloudWatch](${shown})`);
  });

  test.each([
    { what: 'ends the cell', name: 'a | b', shown: '<code>a &#124; b</code>' },
    { what: 'is HTML', name: '<img src=x>', shown: '`<img src=x>`' },
    { what: 'ends the code', name: 'a`b', shown: '`` a`b ``' },
    { what: 'ends the line', name: 'a\n# b', shown: '`a # b`' },
  ])('shows a name that $what as text', ({ name, shown }) => {
    const summary = monitoringSummary([{ name, state: 'OK', result: 'unchanged' }], undefined);
    expect(summary.split('\n').at(-1)).toBe(`| ${shown} | ✅ \`OK\` | unchanged |`);
  });
});
