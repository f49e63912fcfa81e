import { claim, type Chapter } from '../chapter.ts';
import { GOOD_IMAGE, SERVICES, STACK } from '../example.ts';

/** Renders the three task definitions for an image. */
export const render: Chapter = {
  title: 'Render the task definitions',
  story:
    'The files of a real stack, oddities and all: shortened ARNs, numbers for strings, logs without a region.\n' +
    'Each is completed or named, with its place in the file, before anything is written to AWS.',
  async play(job) {
    const { exitCode, taskDefinitions } = await job.render({ stack: STACK, image: GOOD_IMAGE });
    const images = Object.values(taskDefinitions).flatMap(({ images }) => images);
    const byDigest = images.filter((image) => image.includes('@sha256:'));
    return {
      claims: [
        claim('render-task-def ends well', exitCode, 0),
        claim('each of the three services has its task definition', Object.keys(taskDefinitions), SERVICES),
        claim('every image is named by its digest', byDigest, images),
      ],
      recap: `rendered ${SERVICES.join(', ')} for ${GOOD_IMAGE}, by its digest`,
    };
  },
};
