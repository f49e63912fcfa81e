import * as sdk from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';

import { ecsOperations } from '../ecs/index.ts';
import { inputStructures } from '../ecs/input-structures.ts';
import { sdkStructures } from './sdk-structures.ts';

test('inputs are checked against the shapes that the SDK has', () => {
  const operations = Object.keys(ecsOperations).map((operation) => operation.slice('ecs:'.length));
  expect(inputStructures).toEqual(sdkStructures({ ...sdk }, operations));
});
