import {
  boolean,
  defineInputs,
  lines,
  names,
  oneOf,
  path,
  stackInputs,
  text,
  type InputsOf,
} from '@fargate-actions/action-kit';
import { SEVERITIES } from '@fargate-actions/image';

/** The inputs of build-push-ecr. What is left alone unless given is optional; what it means is in action.yml. */
export const inputs = defineInputs({
  ...stackInputs,
  repository: text().optional(),
  registry: text().optional(),
  registryIds: names().optional(),
  context: path().optional(),
  file: path().optional(),
  target: text().optional(),
  buildArgs: lines().default([]),
  secrets: lines().secret().optional(),
  ssh: lines().default([]),
  platforms: names().default([]),
  tags: names().default([]),
  labels: lines().default([]),
  cache: oneOf('registry', 'inline', 'gha', 'none').default('none'),
  provenance: boolean().default(false),
  push: boolean().default(true),
  rebuild: boolean().default(false),
  createRepository: boolean().optional(),
  lifecyclePolicy: path().optional(),
  imageTagMutability: text().optional(),
  scanOnPush: boolean().optional(),
  failOnSeverity: oneOf(...SEVERITIES).optional(),
  verify: boolean().default(true),
  verifyCommand: text().optional(),
  taskDefinitions: text().optional(),
});

export type BuildPushInputs = InputsOf<typeof inputs>;
