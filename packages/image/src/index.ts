export { buildArguments, type BuildCall } from './build/arguments.ts';
export { build, type BuildLog, type BuildSurroundings, type Built, type StepCounts } from './build/build.ts';
export { checkBuilder, findBuilder, isFullBuilder, type Builder } from './build/builder.ts';
export { FACTS_LABEL, imageLabels, INPUTS_LABEL, type CommitFacts } from './build/labels.ts';
export {
  dockerfileOf,
  type BuildCache,
  type BuildOutput,
  type BuildRequest,
  type BuildSecret,
} from './build/request.ts';
export { inputsHash, type HashedRequest } from './inputs-hash/inputs-hash.ts';
export { privateDockerConfig, type DockerConfig } from './login/docker-config.ts';
export { credentialOf, logIn, secretsOf } from './login/login.ts';
export { removeDockerConfig } from './login/log-out.ts';
export { dockerWith, type Docker, type Ended, type Processes, type RunOptions } from './processes.ts';
export { digestName, registryHost, taggedName, type PushPlace } from './references/image-place.ts';
export { imageOutputs, type PushedImage } from './references/outputs.ts';
export { checkImmutableTags, imageTags, isImmutableTag, type Mutability, type TagFacts } from './references/tags.ts';
export { confirmPushed, findImage, isBuiltFrom, type ExistingImage } from './registry/existing-image.ts';
export type { ImageConfig } from './registry/image-config.ts';
export {
  registryReader,
  RegistryError,
  type RegistryCredential,
  type RegistryReader,
} from './registry/registry-reader.ts';
