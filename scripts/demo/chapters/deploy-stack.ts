import { writesAmong } from '../../runner/emulated-aws.ts';
import { beatsIn } from '../beats.ts';
import { claim, type Chapter } from '../chapter.ts';
import { GOOD_IMAGE, STACK } from '../example.ts';

/** Deploys the whole stack into an account that has none of it. */
export const deployStack: Chapter = {
  title: 'Deploy the whole stack in one step',
  story:
    'The files of a real stack, oddities and all: shortened ARNs, numbers for strings, logs without a region.\n' +
    'Each is completed or named, with its place in the file. Then the plan, and one step does the rest: the api and\n' +
    'the worker side by side, the beat after its worker, scaling, alarms and a dashboard.',
  async play(job) {
    const { exitCode, outputs } = await job.stack({ stack: STACK, image: GOOD_IMAGE });
    const [truth, requests] = await Promise.all([job.aws.truth(), job.aws.requests()]);
    const beats = beatsIn(truth);
    const running = truth.services.map(({ name, tasks }) => {
      const count = tasks.filter(({ status }) => status === 'RUNNING').length;
      return `${count} ${name}`;
    });
    const accepted = writesAmong(requests).filter(({ status }) => status === 200);
    const times = (operation: string) => accepted.filter((request) => request.operation === operation).length;
    const images = truth.containers.map(({ image }) => image);
    return {
      claims: [
        claim(
          'the root action ends well, and its status is `deployed`',
          [exitCode, outputs['status']],
          [0, 'deployed'],
        ),
        claim('in the emulator, two api, two worker and one beat run', running.toSorted(), [
          '1 amply-beat',
          '2 amply-api',
          '2 amply-worker',
        ]),
        claim('in the emulator, no second beat was ever started', [beats.started, beats.running], [1, 1]),
        claim(
          'in the emulator, every container runs its image by digest',
          [images.length > 0, images.filter((image) => !image.includes('@sha256:'))],
          [true, []],
        ),
        claim(
          'two scaling policies, two alarms and a dashboard were made',
          ['PutScalingPolicy', 'PutMetricAlarm', 'PutDashboard'].map(times),
          [2, 2, 1],
        ),
      ],
      recap: `deployed; running: ${running.join(', ')}`,
    };
  },
};
