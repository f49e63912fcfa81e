import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { aDocument, placed } from '../test/services.ts';
import { withGuards } from './with-guards.ts';

/** The alarms of a service's deployments with guards, and what was found. */
function guarded(file: string, { guards = ['errors'], rollsBack = true } = {}) {
  const diagnostics = new Diagnostics();
  const service = aDocument(`launchType: FARGATE\n${file}`);
  const { value } = withGuards(service, 'shop-api', guards, rollsBack, diagnostics);
  const { deploymentConfiguration = {} } = value as { deploymentConfiguration?: { alarms?: unknown } };
  return { ...deploymentConfiguration, found: placed(diagnostics) };
}

describe('alarms that guard deployments', () => {
  test.each([
    { name: 'roll back', file: '', alarms: { alarmNames: ['errors'], enable: true, rollback: true } },
    {
      name: 'of a singleton do not roll back',
      file: '',
      rollsBack: false,
      alarms: { alarmNames: ['errors'], enable: true, rollback: false },
    },
    {
      name: 'come beside those of the file',
      file: 'deploymentConfiguration: { alarms: { alarmNames: [slow, errors], enable: true, rollback: true } }',
      guards: ['errors', 'hosts'],
      alarms: { alarmNames: ['slow', 'errors', 'hosts'], enable: true, rollback: true },
    },
    {
      name: 'roll back only where the file lets them',
      file: 'deploymentConfiguration: { alarms: { alarmNames: [slow], enable: true, rollback: false } }',
      alarms: { alarmNames: ['slow', 'errors'], enable: true, rollback: false },
    },
    {
      name: 'fill what the file leaves out',
      file: 'deploymentConfiguration: { alarms: { rollback: false } }',
      alarms: { alarmNames: ['errors'], enable: true, rollback: false },
    },
    { name: 'are none', file: '', guards: [], alarms: undefined },
  ])('$name', ({ alarms, file, ...options }) => {
    const result = guarded(file, options);
    expect(result.alarms).toEqual(alarms);
    expect(result.found).toEqual([]);
  });

  test('leave the rest of the configuration as it is', () => {
    const percents = '{ minimumHealthyPercent: 50, maximumPercent: 150 }';
    const expected = { minimumHealthyPercent: 50, maximumPercent: 150, alarms: { alarmNames: ['errors'] } };
    expect(guarded(`deploymentConfiguration: ${percents}`)).toMatchObject(expected);
  });

  test.each([
    {
      name: 'a file that turns alarms off',
      file: 'deploymentConfiguration: { alarms: { alarmNames: [], enable: false, rollback: false } }',
      found: 'error service/guards-off 2:62',
    },
    {
      name: 'another controller than ECS',
      file: 'deploymentController: { type: CODE_DEPLOY }',
      found: 'error service/guards-controller 2:31',
    },
  ])('contradict $name', ({ file, found }) => {
    expect(guarded(file).found).toEqual([found]);
    expect(guarded(file, { guards: [] }).found).toEqual([]);
  });
});
