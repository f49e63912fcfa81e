import type { JsonObject } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { aContainer, aTaskDefinition } from '../test/task-definitions.ts';
import { stableBytes } from './stable-bytes.ts';

test('fields come in the order of the API, unknown ones and free maps by their keys', () => {
  const bytes = stableBytes({
    zebra: 1,
    tags: [],
    containerDefinitions: [
      { dockerLabels: { b: '1', a: '2' }, command: ['b', 'a'], quantum: true, image: 'x', name: 'api' },
    ],
    apple: { z: 1, y: 2 },
    family: 'shop',
  });
  expect(bytes).toBe(`{
  "family": "shop",
  "containerDefinitions": [
    {
      "name": "api",
      "image": "x",
      "command": [
        "b",
        "a"
      ],
      "dockerLabels": {
        "a": "2",
        "b": "1"
      },
      "quantum": true
    }
  ],
  "tags": [],
  "apple": {
    "y": 2,
    "z": 1
  },
  "zebra": 1
}
`);
});

test('the order in which a definition was written makes no difference', () => {
  const definition = aTaskDefinition({ containerDefinitions: [aContainer({ dockerLabels: { a: '1', b: '2' } })] });
  const backwards = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, item]) => [key, backwards(item)]),
        );
  expect(stableBytes(backwards(definition) as JsonObject)).toBe(stableBytes(definition));
});
