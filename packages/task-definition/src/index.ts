export { beatContainers, type BeatContainer } from './beat-containers.ts';
export { cleanTaskDefinition } from './clean.ts';
export { completeTaskDefinition, type StackSurroundings } from './complete.ts';
export { ecrRegistry, parseImageName, type EcrRegistry, type ImageName } from './image-name.ts';
export { references, withReferences, type Reference } from './references.ts';
export { type Mode } from './subject.ts';
export { validateTaskDefinition } from './validate.ts';
