import { parseImageName } from '../image-name.ts';
import { placeholderIn } from '../placeholder.ts';
import { textAt } from '../containers.ts';
import { called, type Rule } from '../subject.ts';

/** Before the digest. Source: type documentation of the SDK, ContainerDefinition.image. */
const NAME_LENGTH_AT_MOST = 255;

/** Images are names of images. */
export const images: Rule = (subject) => {
  for (const container of subject.containers) {
    const image = textAt(container.value, 'image');
    if (image === undefined || placeholderIn(image) !== undefined) continue;
    const path = [...container.path, 'image'];
    if (/^[A-Z][A-Z0-9_]*$/.test(image)) {
      subject.error(
        path,
        'task-definition/placeholder',
        `The image of ${container.name ?? 'a container'} still is the placeholder ${image}: no image's name has capitals.`,
        'Give `image` here, or let this run set it.',
      );
    } else if (!parseImageName(image) || (image.split('@')[0] ?? '').length > NAME_LENGTH_AT_MOST) {
      subject.error(
        path,
        'task-definition/image',
        `${called(container)} has an image whose name is none: ${image}.`,
        'Write `registry/repository:tag` or `registry/repository@sha256:...`; repositories are in small letters.',
      );
    }
  }
};
