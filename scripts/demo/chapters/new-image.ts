import { beatsIn } from '../beats.ts';
import { claim, type Chapter } from '../chapter.ts';
import { NEXT_IMAGE, STACK } from '../example.ts';

/** Deploys a new image to every service, and to the beat one task after the other. */
export const newImage: Chapter = {
  title: 'Deploy a new image',
  story:
    'ECS by itself would start the new beat beside the old one, and every schedule would fire twice: here the old one\n' +
    'is gone first. How long nobody fired schedules is measured, by ECS’s own times.',
  async play(job) {
    const { exitCode, outputs } = await job.stack({ stack: STACK, image: NEXT_IMAGE });
    const truth = await job.aws.truth();
    const beats = beatsIn(truth);
    const { desiredCount, tasks } = truth.services.find(({ name }) => name === 'amply-beat') ?? {};
    const revisions = truth.services.map(({ taskDefinition }) => taskDefinition);
    return {
      claims: [
        claim(
          'the root action ends well, and its status is `deployed`',
          [exitCode, outputs['status']],
          [0, 'deployed'],
        ),
        claim('in the emulator, every service has its second revision', revisions.toSorted(), [
          'amply-api:2',
          'amply-beat:2',
          'amply-worker:2',
        ]),
        claim(
          'in the emulator, the second beat started when no other ran',
          [beats.started, beats.besideAnother],
          [2, 0],
        ),
        claim(
          'in the emulator, the new beat runs, once',
          [desiredCount, tasks?.map(({ taskDefinition }) => taskDefinition)],
          [1, ['amply-beat:2']],
        ),
      ],
      recap: 'all three services moved; never two beats',
    };
  },
};
