import type { ActionContext } from '@fargate-actions/action-kit';
import { Document, type Diagnostics } from '@fargate-actions/documents';
import type { Outcome, PlanItem, Resource } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown } from '@fargate-actions/report';
import { consolePages, type ServiceSpec } from '@fargate-actions/service';
import { singletonResource, type SingletonReport } from '@fargate-actions/singleton';
import { resourcesWithoutStack } from '@fargate-actions/stack';
import type { Prepared } from '../prepared.ts';
import { readTaskDefinition } from '../read-task-definition.ts';
import { singletonContext } from '../room-contexts.ts';
import { servicesOfStack, taskDefinitionsOf } from '../services-of-stack.ts';
import { stopOnErrors } from '../stop-on-errors.ts';
import { tagsOfRun } from '../tags-of-run.ts';
import { howToKeep } from './how-to-keep.ts';
import type { SingletonInputs } from './inputs.ts';
import { reported, reportsIn } from './reported.ts';
import { singletonsOf, type Singletons } from './singletons-of-run.ts';

/** What a stack gives a beat that says nothing. Beat exits within a second of SIGTERM. */
const STOP_TIMEOUT_SECONDS = 10;

/** Deploys singletons: everything is checked, planned and registered before any task is stopped. */
export async function deploySingletons(
  inputs: SingletonInputs,
  run: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<SingletonReport>> {
  const singletons = await singletonsOf(inputs, context, diagnostics);
  if (inputs.strategy === 'ecs') noteOverlap(singletons, diagnostics);
  const items = await itemsOf(singletons, inputs, run, context, diagnostics);
  const pages = consolePages(singletons, singletons.names);
  const linked = { 'service-url': pages?.url };
  return {
    items,
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: () => ({ outputs: linked }),
    ofOutcomes: (outcomes, found) => {
      const { outputs, failures } = reported(outcomes, found);
      return { outputs: { ...outputs, changed: String(hasWritten(outcomes)), ...linked }, failures };
    },
  };
}

/** What `strategy: ecs` means, said before it happens. Source: docs/singleton.md, "What ECS can't promise". */
function noteOverlap({ names, stack }: Singletons, diagnostics: Diagnostics): void {
  diagnostics.notice(
    undefined,
    'singleton/overlap',
    `With \`strategy: ecs\` ECS itself replaces ${names.join(', ')}: the old beat and the new one may both run for as long as the old one takes to stop, at most its stopTimeout${stack ? ` (${STOP_TIMEOUT_SECONDS} s unless its file says otherwise)` : ''}.`,
    '`strategy: strict` never starts the new one before the old one is gone.',
  );
}

/** Looking at a singleton is no change; what was done then is. */
function hasWritten(outcomes: readonly Outcome<SingletonReport>[]): boolean {
  return outcomes.some((outcome) => {
    const [report] = reportsIn([outcome]);
    if (report) return report.status !== 'unchanged' && report.status !== 'refused';
    return outcome.result !== 'unchanged' && outcome.result !== 'not attempted';
  });
}

/** The singleton's own sequence never waits for another deployment, and watches by its own settings. */
const SETTINGS = { forceNewDeployment: false, onConflict: 'replace', rollout: undefined } as const;

/** What deploys the singletons, of the stack or as the inputs name one. */
async function itemsOf(
  { aws, cluster, names, stack, settingsOf }: Singletons,
  inputs: SingletonInputs,
  run: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<PlanItem<SingletonReport>[]> {
  const how = howToKeep(inputs, run);
  const needs = singletonContext(aws, context);
  const serviceOf = (spec: ServiceSpec, taskDefinition: Document): Resource<SingletonReport> =>
    singletonResource(spec, () => settingsOf(spec.name, how, taskDefinition), needs);
  const settings = { ...SETTINGS, tags: tagsOfRun(inputs, context) };
  if (stack) {
    const source = { stack: stack.stack, inFiles: inputs.taskDefinitions };
    const all = await taskDefinitionsOf(stack.services, source, aws, context, diagnostics);
    const wanted = {
      ...settings,
      serviceOf: (spec: ServiceSpec, { taskDefinition }: { readonly taskDefinition: Document }) =>
        serviceOf(spec, taskDefinition),
      watched: all,
    };
    return servicesOfStack(stack.stack, all, wanted, aws, context, diagnostics);
  }
  const from = { reach: 'machine', mode: 'fargate' } as const;
  const taskDefinition = await readTaskDefinition(inputs.taskDefinition ?? '', from, context, diagnostics);
  stopOnErrors(diagnostics);
  if (!taskDefinition) return [];
  return resourcesWithoutStack(
    { cluster, names, taskDefinition, tags: settings.tags },
    { ...SETTINGS, document: new Document({}, new Map()), countPolicy: 'left alone' },
    needs,
    (spec) => serviceOf(spec, taskDefinition),
  );
}
