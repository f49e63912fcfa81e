import type { Aws, Clock } from '@fargate-actions/aws';
import { Document, type Diagnostics, type JsonObject } from '@fargate-actions/documents';
import type { Resource } from '@fargate-actions/engine';
import {
  serviceResource,
  type RolloutProgress,
  type RolloutReport,
  type RolloutSettings,
} from '@fargate-actions/service';
import { resourcesWithoutStack } from '@fargate-actions/stack';
import { warnOfBeats } from '@fargate-actions/service';

/** One service as the official action's inputs name it. */
export interface SingleService {
  /** Absent: the task definition is registered and nothing is deployed. */
  readonly service: string | undefined;
  readonly cluster: string;
  /** Cleaned and checked. */
  readonly taskDefinition: Document;
  /** Fields of the service that the inputs give. */
  readonly fields: JsonObject;
  readonly forceNewDeployment: boolean;
  readonly onConflict: 'wait' | 'fail' | 'replace';
  readonly tags: Readonly<Record<string, string>>;
  readonly rollout: RolloutSettings | undefined;
}

/**
 * The resources that deploy one service without a stack: what the official action does, and no more than its permissions.
 *
 * The service is never created and its count is left alone unless given. Source: design.md, principle 8.
 */
export function singleServiceResources(
  single: SingleService,
  context: { aws: Aws; clock: Clock; progress: (progress: RolloutProgress) => void },
  diagnostics: Diagnostics,
): Resource<RolloutReport>[] {
  const { service, taskDefinition, fields, rollout, forceNewDeployment, onConflict } = single;
  if (service === undefined) {
    diagnostics.notice(
      undefined,
      'inputs/only-registered',
      'No service is named: the task definition is registered, and nothing is deployed.',
      'Give the input `service` to deploy it.',
    );
  } else {
    warnOfBeats(taskDefinition, diagnostics);
  }
  return resourcesWithoutStack(
    { ...single, names: service === undefined ? [] : [service] },
    {
      document: new Document(fields, new Map()),
      countPolicy: 'as given',
      forceNewDeployment,
      onConflict,
      rollout,
    },
    context,
    (spec) => serviceResource(spec, context),
  );
}
