import { claim, type Chapter } from '../chapter.ts';
import { BROKEN_IMAGE, MISSING_SETTING, STACK, TRACEBACK } from '../example.ts';

/** Deploys an image that can't start: ECS goes back, and the step fails with the cause in its first line. */
export const broken: Chapter = {
  title: 'Deploy a broken image',
  story:
    'Its container ends with exit code 3: a setting is missing. ECS rolls amply-api back to what ran before;\n' +
    'the step is red, and names the cause instead of "service did not stabilize".',
  async play(job) {
    await job.aws.change({ images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: TRACEBACK } } });
    const before = await job.aws.truth();
    const services = 'api';
    const render = await job.render({ stack: STACK, services, image: BROKEN_IMAGE });
    const { exitCode, outputs } = await job.deploy({ stack: STACK, services });
    const after = await job.aws.truth();
    const [begun, ...others] = after.deployments.slice(before.deployments.length);
    const api = after.services.find(({ name }) => name === 'amply-api');
    const running = api?.tasks.filter(({ status }) => status === 'RUNNING').map(({ taskDefinition }) => taskDefinition);
    const { 'failure-cause': cause = '' } = outputs;
    return {
      claims: [
        claim('the broken image renders as any other', render.exitCode, 0),
        claim('deploy-ecs-service fails', exitCode, 1),
        claim('its status is `rolled-back`', outputs['status'], 'rolled-back'),
        claim(
          'the cause names the exit code and the last line of the log',
          [cause.includes('code 3'), cause.includes(MISSING_SETTING)],
          [true, true],
        ),
        claim('in the emulator, that one deployment was rolled back', [begun?.ended, others.length], ['rolledBack', 0]),
        claim('in the emulator, two tasks of the old revision run', running, ['amply-api:1', 'amply-api:1']),
      ],
      recap: `rolled back: ${cause}`,
    };
  },
};
