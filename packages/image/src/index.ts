export { buildArguments, type BuildCall } from './build/arguments.ts';
export { build, type BuildLog, type BuildContext, type Built, type StepCounts } from './build/build.ts';
export { buildFiles, type BuildFiles } from './build/build-files.ts';
export { checkBuilder, findBuilder, isFullBuilder, type Builder } from './build/builder.ts';
export { builderFor } from './build/builder-for.ts';
export { COMMAND_LABEL, FACTS_LABEL, imageLabels, INPUTS_LABEL, type CommitFacts } from './build/labels.ts';
export {
  dockerfileOf,
  type BuildCache,
  type BuildOutput,
  type BuildRequest,
  type BuildSecret,
} from './build/request.ts';
export { commitTime } from './git/commit-time.ts';
export { inputsHash, type HashedRequest } from './inputs-hash/inputs-hash.ts';
export { privateDockerConfig, type DockerConfig } from './login/docker-config.ts';
export { checkDockerDirectories } from './login/docker-directories.ts';
export { credentialOf, logIn, secretsOf } from './login/login.ts';
export { removeDockerConfig } from './login/log-out.ts';
export { loggedInDocker, openRegistry, type LoginContext, type RegistryAccess } from './login/registry-access.ts';
export { dockerWith, type Docker, type Ended, type Processes, type RunOptions } from './processes.ts';
export { digestName, registryHost, taggedName, type PushPlace } from './references/image-place.ts';
export { imageOutputs, type PushedImage } from './references/outputs.ts';
export { checkImmutableTags, imageTags, isImmutableTag, type Mutability, type TagFacts } from './references/tags.ts';
export { confirmPushed, findImage, isBuiltFrom, type ExistingImage } from './registry/existing-image.ts';
export type { ImageConfig } from './registry/image-config.ts';
export {
  registryReader,
  type RegistryConnection,
  type RegistryCredential,
  type RegistryReader,
} from './registry/registry-reader.ts';

export { checkSafety, type SafetyQuestion } from './lifecycle/check-safety.ts';
export { DEPLOYED, deployedTag, type DeployedTo } from './lifecycle/deployed-tag.ts';
export { expiredBy, expiredInTheEnd, type Expiry } from './lifecycle/expired-by.ts';
export type { ImageInUse } from './lifecycle/image-in-use.ts';
export { readImagesInUse, type ServiceName } from './lifecycle/images-in-use.ts';
export { lifecycleAddress, lifecycleResource, type LifecycleSpec } from './lifecycle/lifecycle-policy.ts';
export { pushesUntilLoss, type Outlook } from './lifecycle/losses.ts';
export type { LifecyclePolicy, LifecycleRule } from './lifecycle/policy.ts';
export { afterPush, type Push } from './lifecycle/push.ts';
export { readImages } from './lifecycle/read-images.ts';
export { parseLifecyclePolicy, readLifecyclePolicy } from './lifecycle/read-policy.ts';
export { deployedTagResource } from './lifecycle/deployed-tag-resource.ts';
export type { StoredImage } from './lifecycle/stored-image.ts';
export { mutabilityOf } from './repository/mutability.ts';
export { repositoryResource } from './repository/repository.ts';
export { checkRepositoryName } from './repository/repository-name.ts';
export { repositoryAddress, type RepositorySpec } from './repository/repository-spec.ts';
export { countAtLeast, type Finding, type Findings } from './scan/findings.ts';
export { countsText, reportScan, type ScanEnd } from './scan/scan-end.ts';
export { SEVERITIES, type ImageSeverity } from './scan/severity.ts';
export { waitForFindings } from './scan/wait-for-findings.ts';
export { factsInLabel, factsOf, platformOf, recordedFacts, type ImageFacts } from './verify/image-facts.ts';
export { openArchive, openLocalImage, openRegistryImage, type OpenImage } from './verify/open-image.ts';
export { questionsOf } from './verify/programs-needed.ts';
export { requirementsOf, type Requirements } from './verify/requirements.ts';
export { isAnswered, verifyImage } from './verify/verify-image.ts';
export { runVerifyCommand } from './verify/verify-command.ts';
export { buildRequest, type BuildFacts } from './provide/build-request.ts';
export { imageResource, type ImageSpec } from './provide/image-resource.ts';
export type { ImageToBuild } from './provide/image-to-build.ts';
export { checkSurvey, surveyImage, type Survey, type SurveyContext } from './provide/survey.ts';
export { verifyAgain } from './provide/verify-again.ts';
export { builtAndLookedInto, type ImageChecks, type LookedInto } from './provide/looked-into.ts';
export { factsOfPresent, imageWork, presentTags, type ImageWork, type PresentTags } from './provide/present-image.ts';
export { pushReady, readyImage, type BuildFigures, type Pushed, type ReadyImage } from './provide/ready-image.ts';
