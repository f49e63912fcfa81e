export { checkBeats, SINGLETON_ACTION, warnOfBeats } from './beats-in-services.ts';
export { clusterAddress, clusterResource, planCluster, type ClusterSpec } from './cluster.ts';
export { consolePages, servicePage, type ConsolePages, type ServicePage } from './console-pages.ts';
export { isInsightsOn, readContainerInsights, type ContainerInsights } from './container-insights.ts';
export { COMMIT_TAG, deployTags } from './deploy-tags.ts';
export { guardOlder, harmlesslySuperseded, type CommitHistory } from './guard-older.ts';
export { missingService, servicesOfCluster, type Missing, type ServicesOfCluster } from './missing-service.ts';
export { imagePlace, isByDigest } from './image-reference.ts';
export { logGroupAddress } from './log-group.ts';
export { askingForLogGroupsOnce, logGroupResources, type WantedLogGroup } from './log-groups.ts';
export {
  formatOffHoursMark,
  isInOffHours,
  OFF_HOURS_TAG,
  parseOffHoursMark,
  type OffHoursMark,
} from './off-hours-mark.ts';
export { otherRepository, REPOSITORY_TAG } from './other-repository.ts';
export { isBeingReplaced, REPLACING_TAG } from './replacing-tag.ts';
export { begunBy, type Begun } from './rollout/begun.ts';
export { causeOf } from './rollout/cause.ts';
export { breakerThreshold } from './rollout/breaker-threshold.ts';
export type { Observer as RolloutObserver } from './rollout/deployer.ts';
export { revisionName, type Verdict } from './rollout/verdict.ts';
export { NO_EVIDENCE, type Evidence } from './rollout/evidence.ts';
export { rolloutProgress, type RolloutProgress } from './rollout/progress.ts';
export type { Phase, RolloutTime, TimeAdvice, TimeBar } from './rollout/time/rollout-time.ts';
export type { DeploymentSeen, RolloutSeen, ServiceDeploymentSeen } from './rollout/seen.ts';
export type { Reaction, RolloutSettings } from './rollout/settings.ts';
export { rolloutReport } from './report-of-rollout.ts';
export type { LogTail, RolloutFacts, RolloutReport, RolloutStatus, StoppedGroup } from './rollout-report.ts';
export { fieldsBefore } from './rollout/fields-before.ts';
export { rollbackServices, type Rollback } from './rollback-services.ts';
export { rollbackTarget } from './rollback-target.ts';
export { cleanService } from './service-file.ts';
export { planService, type ServiceRequest } from './service-plan.ts';
export { createService, saysIsThere, serviceDefinition, serviceResource } from './service-resource.ts';
export { hasShortArn, migrateShortArn } from './short-arn.ts';
export { startsDeployment } from './service-fields.ts';
export { tagService } from './service-tags.ts';
export type { Guard, ServiceGuards } from './service-guards.ts';
export { serviceAddress, type ServiceSpec, type ServiceWanted } from './service-spec.ts';
export { cleanTargetGroup, readTargetGroup, type TargetGroupSettings } from './target-group-file.ts';
export { planTargetGroup, targetGroupAddress, targetGroupResource, type TargetGroupSpec } from './target-group.ts';
export type { ImageState, ServiceState } from './service-state.ts';
export type { ServiceContext } from './service-context.ts';

/** Loads what follows a deployment, for who follows one in a sequence of their own. */
export const following = () => import('./following.ts');
