import { beatsIn } from '../beats.ts';
import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';

/** Deploys the beat for the first time. */
export const deployBeat: Chapter = {
  title: 'Deploy the beat',
  story:
    'Two Celery beats fire every schedule twice. The service is created with no task; then its one task is started,\n' +
    'with the settings that keep ECS from ever wanting two.',
  async play(job) {
    const { exitCode, outputs } = await job.singleton({ stack: STACK });
    const truth = await job.aws.truth();
    const beats = beatsIn(truth);
    return {
      claims: [
        claim('enforce-beat-singleton ends well', exitCode, 0),
        claim(
          'its status is `deployed`, and one beat runs',
          [outputs['status'], outputs['running']],
          ['deployed', '1'],
        ),
        claim('in the emulator, one beat was started, and it runs', [beats.started, beats.running], [1, 1]),
      ],
      recap: `deployed; ${beats.running} beat runs`,
    };
  },
};
