import { readInputFile, type ActionOutcome, type Reach, type ActionContext } from '@fargate-actions/action-kit';
import { Document, type Diagnostics } from '@fargate-actions/documents';
import type { Outcome, PlanItem } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown } from '@fargate-actions/report';
import { consolePages, deployTags } from '@fargate-actions/service';
import {
  findBeatServices,
  singletonResource,
  type BeatService,
  type SingletonReport,
} from '@fargate-actions/singleton';
import {
  deployedTags,
  deploymentGuards,
  renderedInFiles,
  renderings,
  resourcesWithoutStack,
  stackResources,
} from '@fargate-actions/stack';
import { cleanTaskDefinition, validateTaskDefinition } from '@fargate-actions/task-definition';
import { runOperation } from '../run-operation.ts';
import { stopOnErrors } from '../stop-on-errors.ts';
import { howToKeep } from './how-to-keep.ts';
import type { SingletonInputs } from './inputs.ts';
import { progressLog } from './progress.ts';
import { reported, reportsIn } from './reported.ts';
import { singletonsOf, type Singletons } from './singletons-of-run.ts';
import { settingsOf, type HowToKeep } from '@fargate-actions/singleton';

/** What a stack gives a beat that says nothing. Source: reference/celery-on-ecs.md, "Beat". */
const STOP_TIMEOUT_SECONDS = 10;

/** One deploy of singletons: what its parts share. */
interface Deploy {
  readonly inputs: SingletonInputs;
  readonly how: HowToKeep;
  readonly context: ActionContext;
  readonly diagnostics: Diagnostics;
  /** The services that run beat, asked for once. */
  readonly beats: () => Promise<readonly BeatService[]>;
}

/**
 * Deploys singletons: everything is checked, planned and registered before any task is stopped.
 *
 * @param onInterrupted called where a replacement was begun and not seen to its end.
 */
export async function deploy(
  inputs: SingletonInputs,
  run: string,
  context: ActionContext,
  diagnostics: Diagnostics,
  onInterrupted: () => void,
): Promise<ActionOutcome> {
  const singletons = await singletonsOf(inputs, context, diagnostics);
  if (inputs.strategy === 'ecs') noteOverlap(singletons, diagnostics);
  const beats = once(() => findBeatServices(singletons.cluster, singletons.aws));
  const items = await itemsOf(singletons, { inputs, how: howToKeep(inputs, run), context, diagnostics, beats });
  const pages = consolePages(singletons, singletons.names);
  const linked = pages ? { 'service-url': pages.url } : {};
  return runOperation(
    {
      items,
      lines: consoleLines(pages),
      links: consoleMarkdown(pages),
      ofPlan: () => ({ outputs: linked }),
      ofOutcomes: (outcomes, found) => {
        if (outcomes.some((outcome) => outcome.result === 'failed' && outcome.outputs && !outcome.end)) onInterrupted();
        const { outputs, failures } = reported(outcomes, found);
        return { outputs: { ...outputs, changed: String(hasWritten(outcomes)), ...linked }, failures };
      },
    },
    inputs,
    context,
    diagnostics,
  );
}

/** What is chosen with `strategy: ecs`, said before it happens. Source: contracts.md, "The singleton". */
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

async function itemsOf(singletons: Singletons, deploy: Deploy): Promise<PlanItem<SingletonReport>[]> {
  return singletons.stack ? ofStack(singletons, singletons.stack, deploy) : ofInputs(singletons, deploy);
}

async function ofStack(
  { aws }: Singletons,
  { stack, services }: NonNullable<Singletons['stack']>,
  deploy: Deploy,
): Promise<PlanItem<SingletonReport>[]> {
  const { inputs, how, context, diagnostics, beats } = deploy;
  const all =
    inputs.taskDefinitions === undefined
      ? renderings(stack, services, { image: undefined }, aws, diagnostics)
      : await renderedInFiles(
          inputs.taskDefinitions,
          services,
          (file) => readTaskDefinition(file, 'job', context, diagnostics),
          diagnostics,
        );
  const guards = deploymentGuards(stack, false, diagnostics);
  stopOnErrors(diagnostics);
  const needs = { aws, clock: context.clock, progress: progressLog(context) };
  const resources = stackResources(
    stack,
    all,
    { tags: tagsOf(deploy), forceNewDeployment: false, onConflict: 'replace', rollout: undefined, guards },
    needs,
    diagnostics,
    (spec, { service, taskDefinition }) =>
      singletonResource(spec, async () => settingsOf(service.name, how, taskDefinition, await beats()), needs),
  );
  return [...resources, ...(await deployedTags(stack, all, context.workspace, aws))];
}

async function ofInputs({ aws, cluster, names }: Singletons, deploy: Deploy): Promise<PlanItem<SingletonReport>[]> {
  const { inputs, how, context, diagnostics, beats } = deploy;
  const taskDefinition = await readTaskDefinition(inputs.taskDefinition ?? '', 'machine', context, diagnostics);
  if (!taskDefinition || diagnostics.hasErrors) return [];
  const needs = { aws, clock: context.clock, progress: progressLog(context) };
  return resourcesWithoutStack(
    { cluster, names, taskDefinition, tags: tagsOf(deploy) },
    {
      document: new Document({}, new Map()),
      countPolicy: 'left alone',
      forceNewDeployment: false,
      onConflict: 'replace',
    },
    needs,
    (spec) => singletonResource(spec, async () => settingsOf(spec.name, how, taskDefinition, await beats()), needs),
  );
}

async function readTaskDefinition(path: string, reach: Reach, context: ActionContext, diagnostics: Diagnostics) {
  const document = await readInputFile(path, context, diagnostics, reach);
  const cleaned = document && cleanTaskDefinition(document, diagnostics);
  if (cleaned) validateTaskDefinition(cleaned, { mode: 'fargate' }, diagnostics);
  return cleaned;
}

/** Asks once, whoever wants the answer. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => (answer ??= ask());
}

function tagsOf({ inputs, context: { run } }: Deploy): Record<string, string> {
  return deployTags({ ...run, commitSha: inputs.commitSha ?? run.commitSha });
}
