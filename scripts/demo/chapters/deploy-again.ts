import { writesAmong } from '../../runner/emulated-aws.ts';
import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';

/** Deploys the same once more: there is nothing to do. */
export const deployAgain: Chapter = {
  title: 'Deploy the same again',
  story: 'Everything is read, nothing differs, nothing is written: no new revision, no restart.',
  async play(job) {
    const [requestsBefore, truthBefore] = await Promise.all([job.aws.requests(), job.aws.truth()]);
    const deploy = await job.deploy({ stack: STACK });
    const beat = await job.singleton({ stack: STACK });
    const [requests, truth] = await Promise.all([job.aws.requests(), job.aws.truth()]);
    const made = requests.slice(requestsBefore.length);
    const writes = writesAmong(made).map(({ operation }) => operation);
    return {
      claims: [
        claim('both actions end well', [deploy.exitCode, beat.exitCode], [0, 0]),
        claim(
          'their status is `unchanged`',
          [deploy, beat].map(({ outputs }) => outputs['status']),
          ['unchanged', 'unchanged'],
        ),
        claim(`none of their ${made.length} calls wrote anything`, [made.length > 0, writes], [true, []]),
        claim('in the emulator, no deployment began', truth.deployments.length, truthBefore.deployments.length),
      ],
      recap: `unchanged: ${made.length} reads, ${writes.length} writes`,
    };
  },
};
