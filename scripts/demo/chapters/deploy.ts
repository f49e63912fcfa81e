import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';

/** Deploys for the first time what may run twice. */
export const deploy: Chapter = {
  title: 'Deploy the api and the worker',
  story:
    'First the plan, then the rollouts side by side. Each line is a change that ECS made, with the time since the\n' +
    'deployment began. The beat, of which two may never run, is left to the action that is made for it.',
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
        claim('in the emulator, both deployments succeeded', ends.toSorted(), [
          'amply-api succeeded',
          'amply-worker succeeded',
        ]),
        claim('in the emulator, two api and two worker run, and no beat yet', running.toSorted(), [
          '2 amply-api',
          '2 amply-worker',
        ]),
      ],
      recap: `deployed; running: ${running.join(', ')}`,
    };
  },
};
