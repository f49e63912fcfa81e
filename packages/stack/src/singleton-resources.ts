import type { Diagnostics } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import {
  singletonResource,
  type SingletonReport,
  type SingletonSettingsOfRun,
  type SingletonSurroundings,
} from '@fargate-actions/singleton';
import type { RenderedService } from './render-stack.ts';
import { resourcesAround, type DeploySettings } from './stack-resources.ts';
import type { Stack } from './stack.ts';

/** The resources that deploy singletons of a stack: as for every service, but for how their task is replaced. */
export function singletonResources(
  stack: Stack,
  rendered: readonly RenderedService[],
  settings: Pick<DeploySettings, 'tags' | 'forceNewDeployment' | 'guards'>,
  settingsOf: (rendered: RenderedService) => SingletonSettingsOfRun,
  surroundings: SingletonSurroundings,
  diagnostics: Diagnostics,
): Resource<SingletonReport>[] {
  const deploy: DeploySettings = { ...settings, onConflict: 'replace', rollout: undefined };
  return resourcesAround(stack, rendered, deploy, surroundings, diagnostics, (spec, one) =>
    singletonResource(spec, settingsOf(one), surroundings),
  );
}
