import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { planAll, type Outcome, type Plan } from '@fargate-actions/engine';
import { planLines } from '@fargate-actions/report';
import { renderedFile, wholeFile } from '@fargate-actions/task-definition';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { stopOnErrors } from '../stop-on-errors.ts';
import { madeChanges, plannedChanges } from './changes.ts';
import { checkCombination } from './combination.ts';
import type { RenderTaskDefInputs } from './inputs.ts';
import { outputFile, temporaryFile } from './output-place.ts';
import { singleTaskDefinition } from './single-task-definition.ts';
import { summaryOf, type RenderedTo } from './summary.ts';

/** Renders the task definitions of a stack, or one as the official action does, into files for the deploy. */
export const render = operation(prepare);

async function prepare(
  inputs: RenderTaskDefInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared> {
  checkCombination(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const files = await filesToWrite(inputs, context, diagnostics);
  // Where nothing is written, all that would be is worth seeing.
  const whole = inputs.dryRun ? await planAll(files.map(({ rendered }) => wholeFile(rendered))) : undefined;
  return {
    items: files.map(({ rendered, path }) => renderedFile(rendered, path)),
    planGroups: (plan) => [
      { title: 'What is set, field by field', lines: fieldLines(plan) },
      ...(whole ? [{ title: 'What would be written', lines: fieldLines(whole) }] : []),
    ],
    ofPlan: (plan) => ({
      outputs: { ...plannedChanges(plan), status: undefined },
      overview: summaryOf(files, plan.resources, whole?.resources),
    }),
    outcomeLines: (outcomes) =>
      areWritten(outcomes) ? files.map(({ rendered, path }) => `${rendered.name}: ${path}`) : [],
    ofOutcomes: (outcomes) => ({
      outputs: {
        ...(areWritten(outcomes) && pathOutputs(files, inputs.stack !== undefined)),
        ...madeChanges(outcomes),
        status: undefined,
      },
      ...(areWritten(outcomes) && {
        overview: summaryOf(
          files,
          outcomes.map(({ resource }) => resource),
        ),
      }),
    }),
  };
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

/** The first line of a plan counts resources of AWS, which files are not. */
function fieldLines(plan: Plan): string[] {
  return planLines(plan).slice(1);
}

function areWritten(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ result }) => result === 'applied');
}

function pathOutputs(files: readonly RenderedTo[], isStack: boolean): Record<string, string> {
  const [first, ...others] = files;
  return {
    ...(first && others.length === 0 && { 'task-definition': first.path }),
    ...(isStack && {
      'task-definitions': JSON.stringify(Object.fromEntries(files.map(({ rendered, path }) => [rendered.name, path]))),
    }),
  };
}
