import { writesAmong } from '../../runner/emulated-aws.ts';
import { claim, type Chapter } from '../chapter.ts';
import { GOOD_IMAGE, STACK } from '../example.ts';

/** Deploys the same once more: there is nothing to do. */
export const deployAgain: Chapter = {
  title: 'Deploy the same again',
  story: 'Everything is read, nothing differs, nothing is written: no new revision, no restart, no alarm touched.',
  async play(job) {
    const [requestsBefore, truthBefore] = await Promise.all([job.aws.requests(), job.aws.truth()]);
    const { exitCode, outputs } = await job.stack({ stack: STACK, image: GOOD_IMAGE });
    const [requests, truth] = await Promise.all([job.aws.requests(), job.aws.truth()]);
    const made = requests.slice(requestsBefore.length);
    const writes = writesAmong(made).map(({ operation }) => operation);
    return {
      claims: [
        claim(
          'the root action ends well, and its status is `unchanged`',
          [exitCode, outputs['status']],
          [0, 'unchanged'],
        ),
        claim(`none of its ${made.length} calls wrote anything`, [made.length > 0, writes], [true, []]),
        claim('in the emulator, no deployment began', truth.deployments.length, truthBefore.deployments.length),
      ],
      recap: `unchanged: ${made.length} reads, ${writes.length} writes`,
    };
  },
};
