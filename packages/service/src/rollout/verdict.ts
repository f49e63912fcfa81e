import type { Cause } from '@fargate-actions/engine';
import type { DeploymentSeen, RolloutSeen } from './seen.ts';

/** What one look at a rollout means. */
export type Verdict =
  | { readonly kind: 'waiting'; readonly for: string }
  /** With a notice where a witness disagreed to the end. */
  | { readonly kind: 'succeeded'; readonly notice?: string }
  | { readonly kind: 'failed'; readonly cause: Cause }
  | { readonly kind: 'rolledBack'; readonly cause: Cause }
  | { readonly kind: 'superseded'; readonly cause: Cause }
  /** Nothing that can be read says how it ended, and waiting longer would not help. */
  | { readonly kind: 'unknowable'; readonly cause: Cause }
  /** ECS goes on trying, but what failed so far proves that it is in vain. */
  | { readonly kind: 'hopeless'; readonly cause: Cause };

/** It goes on. */
export function waiting(what: string): Verdict {
  return { kind: 'waiting', for: what };
}

/** Another deployment, where it is known, took its place. */
export function superseded(primary: DeploymentSeen | undefined): Extract<Verdict, { kind: 'superseded' }> {
  const by = primary ? `another one, of ${revisionName(primary.taskDefinition)},` : 'another one';
  return {
    kind: 'superseded',
    cause: {
      kind: 'superseded',
      summary: `this deployment was replaced by ${by} before it was done`,
      hint: 'Somebody else deployed the same service. Give the workflows that deploy it one `concurrency` group.',
    },
  };
}

/** The service is gone, or about to be. */
export function serviceDeleted({ serviceStatus }: Pick<RolloutSeen, 'serviceStatus'>): Cause {
  const state = serviceStatus === undefined ? 'it does not exist any more' : `it is ${serviceStatus}`;
  return {
    kind: 'service-deleted',
    summary: `somebody deleted the service during the deployment: ${state}`,
    hint: 'Deploy again to create it anew, or take it out of the files.',
  };
}

/** The verdict can't be had. */
export function unknowable(because: string): Verdict {
  return {
    kind: 'unknowable',
    cause: {
      kind: 'verdict-unknown',
      summary: `the verdict can't be had: ${because}`,
      hint: 'Nothing was undone. Look at the deployments of the service in the ECS console, and deploy again.',
    },
  };
}

/** `amply-api:42` of a task definition's ARN. */
export function revisionName(taskDefinition: string): string {
  return taskDefinition.split('/').at(-1) ?? taskDefinition;
}
