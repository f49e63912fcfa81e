import { describe, expect, test } from '@jest/globals';
import { aDocument, loaded, STACK } from '../test/stacks.ts';

const watched = (monitoring: string): string => `${STACK}monitoring: ${monitoring}\n`;
const monitored = { readsMonitoring: true };

describe("a stack's monitoring", () => {
  test('is the settings of stack.yml and the files that they name, variables replaced', async () => {
    const { stack, found } = await loaded(
      {
        'stack.yml': watched(
          '{ alarms: [a.yml, b.yml], dashboard: board.json, notify: alerts, logRetentionInDays: 30 }',
        ),
        'a.yml': '- alarmName: ${ENVIRONMENT}-cpu\n',
        'b.yml': '- alarmName: memory\n',
        'board.json': '{ "widgets": [] }',
      },
      monitored,
    );
    expect(found).toEqual([]);
    expect(stack?.monitoring).toMatchObject({ notify: 'alerts', logRetentionInDays: 30 });
    expect(stack?.monitoring?.alarms.map(({ value }) => value)).toEqual([
      [{ alarmName: 'production-cpu' }],
      [{ alarmName: 'memory' }],
    ]);
    expect(stack?.monitoring?.dashboard).toMatchObject({ value: { widgets: [] } });
    expect(stack?.monitoring?.at('notify')).toMatchObject({ file: 'stack.yml', line: 6 });
  });

  test.each([
    { where: 'a label', line: "[Shop, Orders, { label: '%' }]", isLeft: true },
    { where: 'the label of an expression', line: "[{ expression: m1, label: 'of ${ENVIRONMENT} %' }]", isLeft: true },
    { where: 'an id', line: "[Shop, Orders, { id: '%' }]", isLeft: false },
  ])('leaves CloudWatch’s own words to it in $where: $isLeft', async ({ line, isLeft }) => {
    for (const word of ['${AVG}', '${FIRST_LAST_TIME_RANGE}', "${PROP(''Dim.ServiceName'')}", '${LABEL} ($${MAX})']) {
      const board = `widgets: [{ type: metric, properties: { metrics: [${line.replace('%', () => word)}] } }]`;
      const { stack, found } = await loaded(
        { 'stack.yml': watched('{ dashboard: board.yml }'), 'board.yml': board },
        monitored,
      );
      expect(found.length).toBe(isLeft ? 0 : 1);
      const plain = word.replaceAll("''", "'").replace('$${', () => '${');
      if (isLeft) expect(JSON.stringify(stack?.monitoring?.dashboard)).toContain(plain);
    }
  });

  test.each([
    { dashboard: 'true', is: 'generated' },
    { dashboard: 'false', is: undefined },
  ])('has the dashboard $is of `dashboard: $dashboard`', async ({ dashboard, is }) => {
    const { stack } = await loaded({ 'stack.yml': watched(`{ dashboard: ${dashboard} }`) }, monitored);
    expect(stack?.monitoring?.dashboard).toBe(is);
  });

  test('is not there where stack.yml has none', async () => {
    expect((await loaded({}, monitored)).stack?.monitoring).toBeUndefined();
  });

  test('names a file that is missing where it is named', async () => {
    const { found } = await loaded({ 'stack.yml': watched('{ alarms: [no.yml] }') }, monitored);
    expect(found).toEqual([expect.stringMatching(/^error \S+ stack\.yml:6:24$/)]);
  });

  test('is not read by a run that is not about it, whatever its files say', async () => {
    const { stack, found } = await loaded({ 'stack.yml': watched('{ alarms: no.yml }') });
    expect(found).toEqual([]);
    expect(stack?.monitoring).toBeUndefined();
  });

  test('gives way to what a run says instead, and its own files of that are not read', async () => {
    const { stack, found } = await loaded(
      { 'stack.yml': watched('{ alarms: no.yml, dashboard: no.json, notify: alerts, logRetentionInDays: 30 }') },
      {
        ...monitored,
        variables: 'WHICH=cpu',
        monitoringInstead: {
          alarms: [aDocument('- alarmName: ${WHICH}', 'mine.yml')],
          dashboard: undefined,
          logRetentionInDays: 7,
        },
      },
    );
    expect(found).toEqual([]);
    expect(stack?.monitoring).toMatchObject({ notify: 'alerts', logRetentionInDays: 7, dashboard: undefined });
    expect(stack?.monitoring?.alarms.map(({ value }) => value)).toEqual([[{ alarmName: 'cpu' }]]);
    expect(stack?.monitoring?.at('notify')).toMatchObject({ file: 'stack.yml', line: 6 });
    expect(stack?.monitoring?.at('logRetentionInDays')).toBeUndefined();
  });

  test('is what a run says alone where stack.yml has none', async () => {
    const { stack } = await loaded({}, { ...monitored, monitoringInstead: { dashboard: 'generated' } });
    expect(stack?.monitoring).toMatchObject({ alarms: [], dashboard: 'generated' });
  });
});
