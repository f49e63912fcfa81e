import { Diagnostics } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { selectServices } from './select-services.ts';
import { aDocument, aStack, aStackService } from '../test/stacks.ts';

const STACK = aStack({
  services: [
    aStackService({ key: 'api', name: 'shop-api' }),
    aStackService({ key: 'worker', name: 'shop-worker' }),
    // Called in ECS as another is called in the stack.
    aStackService({ key: 'old', name: 'worker' }),
  ],
  document: aDocument('services: { api: {}, worker: {}, old: {} }', 'stack.yml'),
});

function selected(names: readonly string[] | undefined, stack = STACK) {
  const diagnostics = new Diagnostics();
  const keys = selectServices(stack, names, diagnostics).map(({ key }) => key);
  return { keys, hints: diagnostics.all.map(({ rule, hint }) => `${rule}: ${hint ?? ''}`) };
}

test.each([
  { name: 'all, when none is named', names: undefined, keys: ['api', 'worker', 'old'] },
  { name: 'all, when the list is empty', names: [], keys: ['api', 'worker', 'old'] },
  { name: 'by the key in the stack', names: ['api'], keys: ['api'] },
  { name: 'by the name in ECS', names: ['shop-worker'], keys: ['worker'] },
  { name: 'by the key before another’s name', names: ['worker'], keys: ['worker'] },
  { name: 'in the order in which they are named', names: ['worker', 'api'], keys: ['worker', 'api'] },
  { name: 'once, even when both names are given', names: ['api', 'shop-api', 'api'], keys: ['api'] },
])('services are selected: $name', ({ names, keys }) => {
  expect(selected(names)).toEqual({ keys, hints: [] });
});

test.each([
  {
    name: 'a mistyped one',
    names: ['wroker', 'api'],
    keys: ['api'],
    hints: ['inputs/unknown-service: Did you mean worker?'],
  },
  {
    name: 'one like no other',
    names: ['zzzzzz'],
    keys: [],
    hints: ['inputs/unknown-service: There are: api, worker, old.'],
  },
])('$name is an error', ({ names, keys, hints }) => {
  expect(selected(names)).toEqual({ keys, hints });
});

test('one whose files could not be read is no unknown one', () => {
  const unread = aStack({ services: [], document: STACK.document });
  expect(selected(['api'], unread)).toEqual({ keys: [], hints: [] });
});
