import { claim, type Chapter } from '../chapter.ts';
import { HOTFIX_IMAGE, STACK } from '../example.ts';

/** Deploys one service by the actions that do one thing each. */
export const oneService: Chapter = {
  title: 'One service, by the single actions',
  story:
    'Each part is an action of its own as well. render-task-def and deploy-ecs-service are drop-ins for the official\n' +
    'pair; here they read the same stack, and move its worker alone.',
  async play(job) {
    const before = await job.aws.truth();
    const services = 'worker';
    const render = await job.render({ stack: STACK, services, image: HOTFIX_IMAGE });
    const { exitCode, outputs } = await job.deploy({ stack: STACK, services });
    const after = await job.aws.truth();
    const begun = after.deployments.slice(before.deployments.length);
    const images = render.taskDefinitions['worker']?.images ?? [];
    return {
      claims: [
        claim(
          'one task definition is rendered, its image by digest',
          [render.exitCode, Object.keys(render.taskDefinitions), images.map((image) => image.includes('@sha256:'))],
          [0, ['worker'], [true]],
        ),
        claim('deploy-ecs-service ends well', [exitCode, outputs['status']], [0, 'deployed']),
        claim(
          'in the emulator, one deployment began, of the worker, and it succeeded',
          begun.map(({ service, ended }) => [service, ended]),
          [['amply-worker', 'succeeded']],
        ),
      ],
      recap: 'the worker moved, and nothing else',
    };
  },
};
