import { pythonCause, type FoundLine } from './python-traceback.ts';

// ECMA-48: a container's log is coloured at times, and a colour is no part of a cause.
const COLOUR = /\u001b\[[0-?]*[ -/]*[@-~]/g;

/** A cause is a line, not a page. */
const CHARACTERS = 300;

/**
 * The line of a container's log that says why it ended: what a traceback ends in, else the last line that speaks of an
 * error, else the last line. Undefined for a log without any.
 *
 * What comes after a traceback ("Worker exiting", "Shutting down: Master") is what it led to.
 */
export function causeInLog(lines: readonly string[]): string | undefined {
  const texts = lines.flatMap(unwrapped).map((line) => line.replaceAll(COLOUR, '').trimEnd());
  const thrown = [pythonCause(texts), stackCause(texts), lastMatch(texts, PANIC), usageError(texts)]
    .filter((found) => found !== undefined)
    .sort((a, b) => b.at - a.at)[0];
  const found = thrown ?? lastMatch(texts, ERROR) ?? lastMatch(texts, /\S/);
  return found && shortened(found.text.trim());
}

/** Go, Rust; the kernel's word on a program for another processor. */
const PANIC = /^panic: |^thread '.*' panicked at|^fatal error: |exec format error|^standard_init_linux/;

/** Words of an error, not the count of none. */
const ERROR =
  /\b(?:error|exception|fatal|critical|panic)\b|(?:Error|Exception)\b|not found|denied|cannot|can't|failed/i;

function lastMatch(texts: readonly string[], pattern: RegExp): FoundLine | undefined {
  const at = texts.findLastIndex((text) => pattern.test(text));
  return at < 0 ? undefined : { at, text: texts[at] ?? '' };
}

/** A frame of Node, Java and their like. */
const FRAME = /^\s+at \S/;
/** What stands between the message and the frames: Node's caret, its empty lines. */
const BETWEEN = /^\s*\^*\s*$/;

/** The line above the last run of frames: in Java that is the last `Caused by:`, the root of it. */
function stackCause(texts: readonly string[]): FoundLine | undefined {
  let at = texts.findLastIndex((text) => FRAME.test(text));
  if (at < 0) return undefined;
  while (at >= 0 && (FRAME.test(texts[at] ?? '') || BETWEEN.test(texts[at] ?? ''))) at -= 1;
  const text = (texts[at] ?? '').trim().replace(/^(?:Caused by|Uncaught|Exception in thread "[^"]*"):? /, '');
  return text === '' ? undefined : { at, text };
}

/** What a command line says of its own arguments, on one or a few lines: Click, argparse, a shell. */
function usageError(texts: readonly string[]): FoundLine | undefined {
  const at = texts.findLastIndex((text) => /^(?:[\w./-]+: )?[Ee]rror: \S/.test(text));
  if (at < 0) return undefined;
  const rest = texts.slice(at + 1, at + 4);
  const end = rest.findIndex((text) => text.trim() === '' || /^\s/.test(text));
  const more = (texts[at] ?? '').trimEnd().endsWith(':') ? rest.slice(0, end < 0 ? rest.length : end) : [];
  return { at, text: [texts[at] ?? '', ...more].map((text) => text.trim()).join(' ') };
}

/** The keys under which loggers put what happened, and its trace. */
const MESSAGE_KEYS = ['message', 'msg', 'event', 'error'];
const TRACE_KEYS = ['exception', 'exc_info', 'traceback', 'stack', 'stack_trace', 'stacktrace'];

/** The lines of a log line: those inside it where it is JSON, as structured loggers write it. */
function unwrapped(line: string): string[] {
  const object = line.trimStart().startsWith('{') ? parsed(line) : undefined;
  const texts = object
    ? [...MESSAGE_KEYS, ...TRACE_KEYS].map((key) => object[key]).filter((value) => typeof value === 'string')
    : [];
  return (texts.length > 0 ? texts : [line]).flatMap((text) => text.split(/\r\n|[\r\n]/));
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  return text.length <= CHARACTERS ? text : `${text.slice(0, CHARACTERS).replace(/[\ud800-\udbff]$/, '')}...`;
}
