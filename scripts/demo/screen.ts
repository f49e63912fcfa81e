import { dirname, posix } from 'node:path';
import { styleText } from 'node:util';
import { actionYmlOf } from '../action-names.ts';
import type { Claim } from './chapter.ts';
import type { LogLine } from './runner-log.ts';

/** Where the demonstration is shown. */
export interface Screen {
  heading(title: string, story: string): void;
  /** A step begins: its action and its inputs, as a workflow has them. */
  step(action: string, inputs: Readonly<Record<string, string>>): void;
  log(line: LogLine): void;
  claims(claims: readonly Claim[]): void;
  /** A line that says whether something is as it must be. */
  verdict(isGood: boolean, text: string): void;
}

const WIDTH = 100;
const LONGEST_VALUE = 90;

/** A screen of lines of text, with colours where the standard output shows them. */
export function terminalScreen(write: (line: string) => void): Screen {
  const styled = (format: Parameters<typeof styleText>[0], text: string): string =>
    styleText(format, text, { stream: process.stdout });
  const bar = styled('dim', '  │');

  function verdict(isGood: boolean, text: string): void {
    write(`  ${isGood ? styled('green', '✓') : styled('red', '✗')} ${text}`);
  }

  return {
    verdict,
    heading(title, story) {
      write('');
      write(styled('bold', `━━ ${title} `.padEnd(WIDTH, '━')));
      for (const line of story.split('\n')) write(styled('dim', line));
    },
    step(action, inputs) {
      write('');
      write(`  ${styled('cyan', `uses: ${usedAs(action)}`)}`);
      for (const [name, value] of Object.entries(inputs)) write(styled('dim', `    ${name}: ${shortened(value)}`));
    },
    log({ kind, text }) {
      if (kind === 'error') write(`${bar} ${styled(['red', 'bold'], text)}`);
      else if (kind === 'group') write(`${bar} ${styled('bold', text)}`);
      else write(`${bar} ${text}`.trimEnd());
    },
    claims(claims) {
      write('');
      for (const { text, holds, found } of claims) verdict(holds, holds ? text : `${text}: no, ${found}`);
    },
  };
}

function shortened(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE - 1)}…`;
}

/** How a workflow names an action: by the folder of its action.yml. */
function usedAs(action: string): string {
  return posix.join('amply/fargate-actions', dirname(actionYmlOf(action)));
}
