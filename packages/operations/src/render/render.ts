import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll, type Outcome } from '@fargate-actions/engine';
import { failuresOf, outcomeMarkdown, planLines } from '@fargate-actions/report';
import { madeChanges, plannedChanges } from './changes.ts';
import { checkCombination } from './combination.ts';
import type { RenderTaskDefInputs } from '../../../../actions/render-task-def/src/inputs.ts';
import { outputFile, temporaryFile } from './output-place.ts';
import { renderedFile, wholeFile } from '../../../task-definition/src/rendered/rendered-file.ts';
import { singleTaskDefinition } from './single-task-definition.ts';
import { summaryOf, type RenderedTo } from './summary.ts';

/** Renders the task definitions of a stack, or one as the official action does, into files for the deploy. */
export async function run(inputs: RenderTaskDefInputs, context: ActionContext): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const files = await filesToWrite(inputs, context, diagnostics);
  stopOnErrors(diagnostics);
  return write(files, inputs, context, diagnostics);
}

/** What is rendered, and where to; nothing is written yet. */
async function filesToWrite(
  inputs: RenderTaskDefInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<RenderedTo[]> {
  const { tempDirectory } = context;
  const output =
    inputs.outputFile === undefined ? undefined : await outputFile(inputs.outputFile, context, diagnostics);
  if (inputs.stack === undefined) {
    const single = await singleTaskDefinition(inputs, context, diagnostics);
    return single.map((rendered) => ({ rendered, path: output ?? temporaryFile(rendered, tempDirectory) }));
  }
  // What only a stack needs, its schema above all, is a chunk of its own: the drop-in starts without it.
  const { stackTaskDefinitions } = await import('./stack-task-definitions.ts');
  const found = await stackTaskDefinitions(inputs, inputs.stack, context, diagnostics);
  const { stack: name, rendered: all } = found ?? { stack: '', rendered: [] };
  return all.map((rendered) => ({
    rendered,
    path: output ?? temporaryFile(rendered, tempDirectory, { name, rendered: all }),
  }));
}

async function write(
  files: readonly RenderedTo[],
  inputs: RenderTaskDefInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const { log, clock, signal } = context;
  const plan = await planAll(
    files.map(({ rendered, path }) => renderedFile(rendered, path)),
    diagnostics,
  );
  stopOnErrors(diagnostics);
  context.announce(diagnostics.all);
  // The first line counts resources of AWS, which these are not.
  log.group('What is set, field by field', planLines(plan).slice(1));

  if (inputs.dryRun) {
    const whole = await planAll(files.map(({ rendered }) => wholeFile(rendered)));
    log.group('What would be written', planLines(whole).slice(1));
    return {
      outputs: plannedChanges(plan),
      diagnostics: diagnostics.all,
      summary: summaryOf(files, plan.resources, whole.resources),
    };
  }

  const outcomes = await applyPlan(plan, { clock, signal });
  const failures = failuresOf(outcomes);
  if (failures.length === 0) for (const { rendered, path } of files) log.info(`${rendered.name}: ${path}`);
  return {
    outputs: { ...pathOutputs(files, outcomes, inputs.stack !== undefined), ...madeChanges(outcomes) },
    diagnostics: diagnostics.all,
    summary: failures.length === 0 ? summaryOf(files, plan.resources) : outcomeMarkdown(outcomes),
    failures,
  };
}

/** The paths, once all files are there. */
function pathOutputs(
  files: readonly RenderedTo[],
  outcomes: readonly Outcome[],
  isStack: boolean,
): Record<string, string> {
  if (outcomes.some(({ result }) => result !== 'applied')) return {};
  const [first, ...others] = files;
  return {
    ...(first && others.length === 0 && { 'task-definition': first.path }),
    ...(isStack && {
      'task-definitions': JSON.stringify(Object.fromEntries(files.map(({ rendered, path }) => [rendered.name, path]))),
    }),
  };
}

function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
