import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import {
  openStack,
  scaledService,
  scalingOfStack,
  selectServices,
  type Stack,
  type StackService,
} from '@fargate-actions/stack';
import type { ScaleInputs } from './inputs.ts';
import { modeResource } from './mode-resource.ts';
import type { ScalingOfRun } from './scaling-of-run.ts';
import { scaleSettings } from './scale-settings.ts';

/** What scales services of the stack. */
export async function stackServices(
  inputs: ScaleInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ScalingOfRun | undefined> {
  const choice = { ...inputs, commitSha: context.run.commitSha };
  const stack = await openStack(path, choice, context, diagnostics);
  if (!stack) return undefined;
  const aws = context.aws(stack.region);
  const { mode } = inputs;
  if (mode === 'scale-to-zero') refuseProduction(stack, diagnostics);
  const services = servicesOfMode(stack, inputs, diagnostics);
  if (mode === 'apply') {
    return { aws, ...scalingOfStack(stack, services, scaleSettings(inputs, context), aws, diagnostics) };
  }
  const { isProduction } = stack;
  const isNamed = (inputs.services ?? []).length > 0;
  const resources = services.map((service) =>
    modeResource(mode, { ...scaledService(service, stack), isProduction, isNamed }, aws, context),
  );
  return { aws, resources, scaled: [] };
}

/** Without an environment a stack is production: one that was forgotten would stop it. */
function refuseProduction(stack: Stack, diagnostics: Diagnostics): void {
  if (!stack.isProduction) return;
  diagnostics.error(
    stack.document.at(),
    'scaling/off-hours-production',
    `${stack.environment === undefined ? 'The base environment' : `The environment ${stack.environment}`} is production, and has no off-hours.`,
    'Give an `environment` that says `production: false`; a single service is scaled to 0 by `service` and `cluster`, without the stack.',
  );
}

/** The services that a mode is for, of those that are named; one that is named and can't be meant is an error. */
function servicesOfMode(
  stack: Stack,
  { mode, services: names = [], prune }: ScaleInputs,
  diagnostics: Diagnostics,
): StackService[] {
  const selected = selectServices(stack, names, diagnostics);
  if (mode === 'scale-to-zero' || mode === 'restore') return selected;
  const isMeant = (service: StackService): boolean =>
    mode === 'apply' ? service.scaling !== undefined || prune : !service.isSingleton;
  const others = selected.filter((service) => !isMeant(service));
  if (names.length > 0) for (const { key } of others) reportNotMeant(key, stack, mode, diagnostics);
  const meant = selected.filter(isMeant);
  if (meant.length === 0 && !diagnostics.hasErrors) {
    diagnostics.notice(
      stack.document.at(['services']),
      'scaling/none',
      `No service of the stack ${stack.name} has \`scaling\`: there is nothing to ${mode}.`,
    );
  }
  // What no file scales any more is looked at as well.
  return mode === 'apply' && !diagnostics.hasErrors ? selected : meant;
}

function reportNotMeant(key: string, stack: Stack, mode: ScaleInputs['mode'], diagnostics: Diagnostics): void {
  diagnostics.error(
    stack.document.at(['services', key]),
    mode === 'apply' ? 'scaling/none' : 'singleton/scaling',
    mode === 'apply'
      ? `${key} is to be scaled, and stack.yml has no \`scaling\` for it.`
      : `${key} is a singleton: nothing scales it.`,
    mode === 'apply'
      ? 'Add `scaling: FILE` to the service, or take it out of the input `services`.'
      : 'Take it out of the input `services`.',
  );
}
