import { Diagnostics, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import type { Mode } from '../src/subject.ts';
import { validateTaskDefinition } from '../src/validate.ts';
import { aFile, rulesOf } from './task-definitions.ts';

/** What validation finds in a definition, or in the text of a file. */
export function validated(definition: JsonObject | string, mode: Mode = 'fargate', before?: JsonObject): Diagnostics {
  const diagnostics = new Diagnostics();
  validateTaskDefinition(aFile(definition), { mode, ...(before && { before: aFile(before) }) }, diagnostics);
  return diagnostics;
}

/** A definition and what is found in it: nothing, unless it says so. */
export interface Case {
  readonly name: string;
  readonly definition: JsonObject;
  readonly found?: readonly string[];
  readonly mode?: Mode;
}

/** A test for each case. */
export function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('$name', ({ definition, found = [], mode }) => {
      expect(rulesOf(validated(definition, mode))).toEqual(found);
    });
  });
}
