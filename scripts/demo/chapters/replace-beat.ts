import { beatsIn } from '../beats.ts';
import { claim, type Chapter } from '../chapter.ts';
import { NEXT_IMAGE, STACK } from '../example.ts';

/** Replaces the beat by a new revision, one after the other. */
export const replaceBeat: Chapter = {
  title: 'Replace the beat',
  story:
    'A new image. ECS by itself would start the new beat beside the old one; here the old one is gone first.\n' +
    'How long nobody fired schedules is measured, by ECS’s own times.',
  async play(job) {
    const render = await job.render({ stack: STACK, services: 'beat', image: NEXT_IMAGE });
    const { exitCode, outputs } = await job.singleton({ stack: STACK });
    const truth = await job.aws.truth();
    const beats = beatsIn(truth);
    const { desiredCount, tasks } = truth.services.find(({ name }) => name === 'amply-beat') ?? {};
    const { status, 'gap-seconds': gap = '' } = outputs;
    return {
      claims: [
        claim('the new image renders', render.exitCode, 0),
        claim('enforce-beat-singleton ends well', [exitCode, status], [0, 'deployed']),
        claim('it says how long there was no beat', Number(gap) > 0, true),
        claim(
          'in the emulator, the second beat started when no other ran',
          [beats.started, beats.besideAnother],
          [2, 0],
        ),
        claim(
          'in the emulator, the new revision runs, once',
          [desiredCount, tasks?.map(({ taskDefinition }) => taskDefinition)],
          [1, ['amply-beat:2']],
        ),
      ],
      recap: `replaced, after ${gap} s without a beat; never two`,
    };
  },
};
