import { actionYml, declaredInputs } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { inputs } from './inputs.ts';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test('action.yml has the inputs of the code, with their defaults, and says what each is', () => {
  expect(declared.inputs).toEqual(declaredInputs(inputs));
  expect(declared.withoutDescription).toEqual([]);
});
