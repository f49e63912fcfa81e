import type { TestRun } from '@fargate-actions/action-kit/testing';
import { CANARY } from './hostile-texts.ts';

/** The commands that a run writes. Source: actions/runner, the workflow commands. */
const COMMANDS: ReadonlySet<string> = new Set(['error', 'warning', 'notice', 'group', 'endgroup', 'add-mask', 'debug']);

/** Everything that is no printable character, and the filler that looks like nothing. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u3164]/u;

/** In what a hostile text was acted upon, wherever a run showed it. */
export function actedUpon(run: TestRun, outputNames: readonly string[]): string[] {
  const { log, summary, outputs, exitCode } = run;
  // A mask is given as the secret is.
  const written = log.replaceAll(/^::add-mask::.*$/gm, '');
  const decoded = written.replaceAll(/^::.*$/gm, (line) =>
    line.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%'),
  );
  return [
    ...(exitCode === 0 || exitCode === 1 ? [] : [`exit code ${exitCode ?? 'missing'}`]),
    ...(log.includes('bug in fargate-actions') ? ['a bug'] : []),
    ...commandsOf(log),
    ...([decoded, summary, ...Object.values(outputs)].some((text) => UNSEEN.test(text)) ? ['unseen characters'] : []),
    ...Object.keys(outputs)
      .filter((name) => !outputNames.includes(name))
      .map((name) => `the output ${name}`),
    ...inSummary(summary),
  ];
}

/** Whether anything shows the text at all. */
export function isShown({ log, summary, outputs }: TestRun): boolean {
  return [log, summary, ...Object.values(outputs)].some((text) => text.includes(CANARY));
}

function commandsOf(log: string): string[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    if (line.includes('##[')) return [`an older command: ${line}`];
    if (!line.trimStart().startsWith('::')) return [];
    const [, name = '', properties = '', value = ''] = /^::([a-z-]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    const isInjected = properties.split(',').includes(`title=${CANARY}`) || (name === 'add-mask' && value === 'a');
    return COMMANDS.has(name) && !isInjected ? [] : [`a command: ${line}`];
  });
}

const ACTIVE: readonly (readonly [string, RegExp])[] = [
  ['a script or an image', /<script|<img|<\/td|<\/table/i],
  ['an image', /!\[[^\]]*\]\(/],
  ['a link', /\]\(https?:\/\/evil|:\/\/evil|www\.evil|(?:mailto|xmpp):a@/i],
  ['a mention', /@octocat/],
  ['a heading', new RegExp(`^#+ ${CANARY}$`, 'm')],
  ['a comment', /<!--\s*$/m],
];

/** What GitHub would act on, outside of blocks and spans of code. */
function inSummary(summary: string): string[] {
  const bare = summary
    .replaceAll(/^(`{3,})[^\n]*\n[^]*?\n\1`*$/gm, '')
    .replaceAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, '');
  const count = (tag: string): number => bare.split(tag).length;
  return [
    ...ACTIVE.flatMap(([what, pattern]) => (pattern.test(bare) ? [`${what} in the summary`] : [])),
    ...(count('<details>') === count('</details>') ? [] : ['a part of the summary that does not end']),
    ...((bare.match(/^`{3,}/gm) ?? []).length > 0 ? ['a block of code that does not end'] : []),
  ];
}
