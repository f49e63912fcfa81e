import type { Position } from '@fargate-actions/documents';

/** An environment as people call it, at the beginning of a sentence or within. */
export function called(environment: string | undefined): string {
  return environment === undefined ? 'the base of stack.yml' : `the environment ${environment}`;
}

/** A sentence that begins with what {@link called} gives. */
export function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A place in a file as people write it. */
export function placeText(at: Position | undefined): string {
  return at ? `${at.file}:${at.line}:${at.column}` : 'stack.yml';
}
