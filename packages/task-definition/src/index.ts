export { beatContainers, type BeatContainer } from './beat-containers.ts';
export { suspectedBeats, type SuspectedBeat } from './suspected-beats.ts';
export { cleanTaskDefinition } from './clean.ts';
export { parseCommand } from './command-words.ts';
export { completeTaskDefinition, type StackContext } from './complete.ts';
export { sameTaskDefinition } from './differences.ts';
export { ecrRegistry, parseImageName, type EcrRegistry, type ImageName } from './image-name.ts';
export { parseEdits, parseItems, parseNames, type Edit, type TextInput } from './input-lines.ts';
export { parseOverrides, type Overrides, type RenderInputs } from './overrides.ts';
export { references, type Reference } from './references.ts';
export { renderTaskDefinition } from './render.ts';
export { type Mode } from './subject.ts';
export { validateTaskDefinition, type ValidationOptions } from './validate.ts';
export {
  taskDefinitionAddress,
  taskDefinitionArn,
  taskDefinitionResource,
  type TaskDefinitionSpec,
} from './resource.ts';
export { familyOf, imagesOf, logGroupsOf, writtenLogGroupsOf } from './contents.ts';
export { registryInFile } from './image-registry.ts';
export { isImagePlaceholder, type BuiltImage } from './image-placeholder.ts';
export { imageResolver } from './image-resolver.ts';
export { lookUpReferences } from './look-up-references.ts';
export { pinImages } from './pin-images.ts';
export { imageToSet, type GivenImage } from './own-registry.ts';
export { renderedFile, wholeFile } from './rendered/rendered-file.ts';
export { renderedBytes, type Rendered } from './rendered/rendered.ts';
export { withWrittenNames, type NamesToLookUp } from './written-names.ts';
