import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { BadIgnorePattern, parseDockerignore } from './dockerignore.ts';
import { CONTEXT, FILES, type Answer } from '../../../test/dockerignore/patterns.ts';

/** What the real Docker said: `npm run test:e2e -- --only dockerignore` asks it again. */
const said = new Map(
  Object.entries(
    JSON.parse(readFileSync(new URL('../../../test/dockerignore/docker-said.json', import.meta.url), 'utf8')) as Record<
      string,
      Answer
    >,
  ),
);

function answer(text: string): Answer {
  try {
    const ignores = parseDockerignore(text);
    return CONTEXT.map((path) => (ignores(path) ? 'x' : '.')).join('');
  } catch (error) {
    if (error instanceof BadIgnorePattern) return 'refused';
    throw error;
  }
}

test('Docker was asked about every file of the table', () => {
  expect(new Set(said.keys())).toEqual(new Set(FILES));
});

describe('a .dockerignore file is read as Docker reads it', () => {
  test.each(FILES.map((text) => [text]))('%j', (text) => {
    expect(answer(text)).toBe(said.get(text));
  });
});

test('stars upon stars take the time of their text, not of all the ways through it', () => {
  const ignores = parseDockerignore(`${'**/a/'.repeat(40)}b\n${'*a'.repeat(200)}b`);
  expect(ignores('a/'.repeat(400))).toBe(false);
  expect(ignores('a'.repeat(2000))).toBe(false);
});
