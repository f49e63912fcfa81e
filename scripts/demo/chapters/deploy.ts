import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';

/** Deploys the three services for the first time. */
export const deploy: Chapter = {
  title: 'Deploy the three services',
  story:
    'First the plan, then the rollouts side by side; the beat waits for the worker.\n' +
    'Each line is a change that ECS made, with the time since the deployment began.',
  async play(job) {
    const { exitCode, outputs } = await job.deploy({ stack: STACK });
    const { deployments, services } = await job.aws.truth();
    const ends = deployments.map(({ service, ended }) => `${service} ${ended ?? 'goes on'}`);
    const running = services.map(({ name, tasks }) => {
      const count = tasks.filter(({ status }) => status === 'RUNNING').length;
      return `${count} ${name}`;
    });
    return {
      claims: [
        claim('deploy-ecs-service ends well', exitCode, 0),
        claim('its status is `deployed`', outputs['status'], 'deployed'),
        claim('in the emulator, the three deployments succeeded', ends.toSorted(), [
          'amply-api succeeded',
          'amply-beat succeeded',
          'amply-worker succeeded',
        ]),
        claim('in the emulator, two api, two worker and one beat run', running.toSorted(), [
          '1 amply-beat',
          '2 amply-api',
          '2 amply-worker',
        ]),
      ],
      recap: `deployed; running: ${running.join(', ')}`,
    };
  },
};
