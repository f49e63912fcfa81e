export { build, type BuildLog, type BuildContext, type Built, type StepCounts } from './build/build.ts';
export { buildFiles, type BuildFiles } from './build/build-files.ts';
export { isFullBuilder, type Builder } from './build/builder.ts';
export { builderFor } from './build/builder-for.ts';
export type { BuildCache, BuildSecret } from './build/request.ts';
export { commitTime } from './git/commit-time.ts';
export { inputsHash, type HashedRequest } from './inputs-hash/inputs-hash.ts';
export { checkDockerDirectories } from './login/docker-directories.ts';
export { removeDockerConfig } from './login/log-out.ts';
export { loggedInDocker, openRegistry, type LoginContext, type RegistryAccess } from './login/registry-access.ts';
export {
  dockerWith,
  type Docker,
  type Ended,
  type Processes,
  type QuestionOptions,
  type RunOptions,
} from './processes.ts';
export { digestName, registryHost, type PushPlace } from './references/image-place.ts';
export { imageOutputs, type PushedImage } from './references/outputs.ts';
export { imageTags, type Mutability, type TagFacts } from './references/tags.ts';
export type { RegistryCredential } from './registry/registry-reader.ts';
export { deployedTagResource } from './lifecycle/deployed-tag-resource.ts';
export type { ServiceName } from './lifecycle/images-in-use.ts';
export { lifecycleResource, type LifecycleSpec } from './lifecycle/lifecycle-policy.ts';
export type { LifecyclePolicy } from './lifecycle/policy.ts';
export { readLifecyclePolicy } from './lifecycle/read-policy.ts';
export { repositoryResource } from './repository/repository.ts';
export { checkRepositoryName } from './repository/repository-name.ts';
export type { RepositorySpec } from './repository/repository-spec.ts';
export { countsText, reportScan, type ScanEnd } from './scan/scan-end.ts';
export type { ImageSeverity } from './scan/severity.ts';
export { waitForFindings } from './scan/wait-for-findings.ts';
export { requirementsOf, type Requirements } from './verify/requirements.ts';
export { buildRequest, type BuildFacts } from './provide/build-request.ts';
export { imageAddress, imageResource, type ImageSpec } from './provide/image-resource.ts';
export type { ImageToBuild } from './provide/image-to-build.ts';
export { checkSurvey, surveyImage, type Survey, type SurveyContext } from './provide/survey.ts';
export { verifyAgain } from './provide/verify-again.ts';
export { builtAndLookedInto, type ImageChecks, type LookedInto } from './provide/looked-into.ts';
export type { ImageWork } from './provide/present-image.ts';
export { pushReady, readyImage, type BuildFigures, type Pushed, type ReadyImage } from './provide/ready-image.ts';
