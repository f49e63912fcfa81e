import { claim, type Chapter } from '../chapter.ts';
import { BROKEN_IMAGE, MISSING_SETTING, STACK, TRACEBACK } from '../example.ts';

/** Deploys an image that can't start: the step fails with the cause in its first line, and what ran before runs on. */
export const broken: Chapter = {
  title: 'Deploy a broken image',
  story:
    'Its containers end with exit code 3: a setting is missing. The step is red as soon as that is certain, and names\n' +
    'the cause instead of "service did not stabilize". The beat, which comes after its worker, is not touched.',
  async play(job) {
    await job.aws.change({ images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: TRACEBACK } } });
    const before = await job.aws.truth();
    const { exitCode, outputs } = await job.stack({ stack: STACK, image: BROKEN_IMAGE });
    const after = await job.aws.truth();
    const begun = after.deployments.slice(before.deployments.length).map(({ service }) => service);
    const running = (service: string) =>
      after.services
        .find(({ name }) => name === service)
        ?.tasks.filter(({ status }) => status === 'RUNNING')
        .map(({ taskDefinition }) => taskDefinition);
    const { 'failure-cause': cause = '' } = outputs;
    const [firstCause = ''] = cause.split('\n');
    return {
      claims: [
        claim('the root action fails', [exitCode, outputs['status']], [1, 'failed']),
        claim(
          'the first line of the cause names the exit code and the last line of the log',
          [firstCause.includes('code 3'), firstCause.includes(MISSING_SETTING)],
          [true, true],
        ),
        claim('in the emulator, no deployment of the beat began', begun.toSorted(), ['amply-api', 'amply-worker']),
        claim('in the emulator, two tasks of the old api run', running('amply-api'), ['amply-api:2', 'amply-api:2']),
        claim('in the emulator, the old beat runs, once', running('amply-beat'), ['amply-beat:2']),
      ],
      recap: `red: ${firstCause}`,
    };
  },
};
