import type { Diagnostics } from '@fargate-actions/documents';

/** Inputs by their keys in the code, with their names in the workflow. */
export type InputNames<Values> = Partial<Record<keyof Values & string, string>>;

/** The names of those inputs that are given. */
export function givenInputs<Values extends object>(inputs: Values, names: InputNames<Values>): string[] {
  return Object.entries<string | undefined>(names).flatMap(([key, name]) =>
    name === undefined || inputs[key as keyof Values] === undefined ? [] : [name],
  );
}

/** Reports inputs that contradict `stack`, or that need it where it is not given. */
export function checkStackInputs<Values extends { readonly stack: string | undefined }>(
  inputs: Values,
  names: { readonly withStack: InputNames<Values>; readonly withoutStack: InputNames<Values> },
  diagnostics: Diagnostics,
): void {
  if (inputs.stack !== undefined) {
    for (const name of givenInputs(inputs, names.withoutStack)) {
      diagnostics.error(
        undefined,
        'inputs/combination',
        `The inputs \`stack\` and \`${name}\` exclude each other: with a stack, its files say it.`,
        `Take \`${name}\` out, or \`stack\`.`,
      );
    }
    return;
  }
  for (const name of givenInputs(inputs, names.withStack)) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      `The input \`${name}\` needs a stack.`,
      'Give the input `stack` as well.',
    );
  }
}
