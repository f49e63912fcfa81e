import { FAILURE_KINDS } from './failure-kinds.ts';
import type { FailureKind } from './failure-kind.ts';
import { play } from './play.ts';
import { shownLog } from './shown-log.ts';

/** Where the page lies in the repository. */
export const PAGE = 'docs/failures.md';

const HEAD = `# What a failed deployment looks like

<!-- Written by tests/gallery/write.ts, from real runs of the action against the emulator: do not edit. -->

For each way of failing the log of the step, as GitHub shows it, and the job summary. Every entry is a real run of
[deploy-ecs-service](../actions/deploy-ecs-service/README.md) on the service \`amply-api\` of
[the example](../examples/amply/deploy/stack.yml), in the emulator's time. Where the story says nothing else, two
tasks of \`amply-api:1\` run before, and the run deploys \`amply-api:2\`.

The log tells the cause when the deployment is given up, and again at its end; then what to do next, what runs now, and
the evidence: the stopped tasks, the container's last log lines, what ECS says beside the routine. The cause is also the
output \`failure-cause\` and the annotation on the run's page.`;

/** The page, from a run of every kind. */
export async function page(): Promise<string> {
  const entries: string[] = [];
  for (const kind of FAILURE_KINDS) entries.push(await entry(kind));
  const contents = FAILURE_KINDS.map(({ title }) => `- [${title}](#${anchor(title)})`).join('\n');
  return `${[HEAD, contents, ...entries].join('\n\n')}\n`;
}

async function entry(kind: FailureKind): Promise<string> {
  const { log, summary, exitCode, outputs } = await play(kind);
  if (exitCode !== 1) throw new Error(`"${kind.title}" was to fail, and ended with exit code ${exitCode}:\n${log}`);
  const given = Object.entries(kind.with).map(([name, value]) => `\`${name}: ${value}\``);
  return [
    `## ${kind.title}`,
    kind.story + (given.length > 0 ? ` Inputs beside the stack: ${given.join(', ')}.` : ''),
    `Output \`status\`: \`${outputs['status'] ?? ''}\`, exit code ${exitCode}.`,
    'Log:',
    ['```text', ...shownLog(log), '```'].join('\n'),
    'Job summary:',
    quoted(summary),
  ].join('\n\n');
}

/** Markdown within the page: quoted, so that its headings are not the page's. */
function quoted(markdown: string): string {
  return markdown
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** As GitHub makes them of headings. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}
