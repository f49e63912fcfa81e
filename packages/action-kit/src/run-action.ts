import { DiagnosedError, Diagnostics, type Diagnostic } from '@fargate-actions/documents';
import { blocks, diagnosticCounts, diagnosticsMarkdown, folded } from '@fargate-actions/report';
import type { ActionOutcome } from './action-outcome.ts';
import { announcer, annotateOutcome } from './announce.ts';
import { gapNotices } from './gap-notices.ts';
import { nodeHost, type Host } from './host.ts';
import { readInputs, type Inputs, type InputsOf } from './inputs/inputs.ts';
import { AbandonedError, runToEnd } from './run-to-end.ts';
import { writeOutputs, writeSummary } from './runner/files.ts';
import { runnerConsole, type Console } from './runner/log.ts';
import { contextOf, type ActionContext } from './action-context.ts';
import { outcomeOfThrown } from './thrown.ts';

/** What an action does: from its inputs and context to an outcome. */
export type ActionRun<I extends Inputs> = (inputs: InputsOf<I>, context: ActionContext) => Promise<ActionOutcome>;

/**
 * Runs an action: reads its inputs, gives it its context, shows its outcome, sets the exit code.
 *
 * Whatever is thrown ends here, as a failed step that says why.
 *
 * @param name the action's directory.
 */
export async function runAction<I extends Inputs>(
  name: string,
  inputs: I,
  run: ActionRun<I>,
  given?: Host,
): Promise<void> {
  const host = given ?? (await nodeHost());
  const { values, diagnostics, secrets } = readInputs(inputs, host.env);
  const console = runnerConsole(host, secrets);
  const announce = announcer(console);
  const stop = new AbortController();
  const { context, opened } = contextOf(name, host, { log: console, signal: stop.signal, announce });
  const thrown = (error: unknown) => outcomeOfThrown(error, name, host.env);

  const ended = await runToEnd(host, stop, async () => {
    if (values === undefined) throw new DiagnosedError(diagnostics);
    return run(values, context);
  }).catch((error: unknown) => thrown(error instanceof AbandonedError ? error.cause : error));

  const gaps = opened().flatMap((aws) => gapNotices(aws.gaps.all));
  const found = eachOnce([...ended.diagnostics, ...gaps]);
  const undelivered = await deliver(ended, found, host, console).then(
    () => [],
    (error: unknown) => thrown(error).failures ?? [],
  );
  const failures = [...(ended.failures ?? []), ...undelivered];
  if (failures.length === 0 && stop.signal.aborted) failures.push(...(thrown(stop.signal.reason).failures ?? []));

  announce(found);
  annotateOutcome(console, failures, found);
  const hasFailed = failures.length > 0 || found.some(({ severity }) => severity === 'error');
  host.end(hasFailed ? 1 : 0);
}

function eachOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const found = new Diagnostics();
  for (const diagnostic of diagnostics) found.add(diagnostic);
  return found.all;
}

/** Writes the outputs and the job summary where the runner reads them; anywhere else, the outputs to the log. */
async function deliver(
  { outputs, summary }: ActionOutcome,
  diagnostics: readonly Diagnostic[],
  host: Host,
  log: Console,
): Promise<void> {
  const { env } = host;
  if (env['GITHUB_OUTPUT']) writeOutputs(host, outputs);
  else for (const [name, value] of Object.entries(outputs)) log.info(`output ${name}: ${value}`);
  if (env['GITHUB_STEP_SUMMARY']) await writeSummary(host, log.withoutSecrets(blocks(summary, details(diagnostics))));
}

/** What was found in the files: in sight when it is wrong, folded when it is only worth knowing. */
function details(diagnostics: readonly Diagnostic[]): string {
  const list = diagnosticsMarkdown(diagnostics);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  return hasErrors ? list : folded(diagnosticCounts(diagnostics), list);
}
