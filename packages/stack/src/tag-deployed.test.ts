import { Diagnostics, memoryWorkspace } from '@fargate-actions/documents';
import { NO_CHANGES, ref, Values } from '@fargate-actions/engine';
import { expect, test } from '@jest/globals';
import { renderings } from './render-stack.ts';
import { deployedTags } from './tag-deployed.ts';
import { anAccount } from '../test/an-account.ts';
import { aDocument, aStack, aStackService } from '../test/stacks.ts';

const IMAGE = { kind: 'image', name: 'amply-backend' };
const DIGEST = `sha256:${'a'.repeat(64)}`;
const POLICY = '{ "rules": [{ "selection": { "tagPatternList": ["deployed-*"] } }] }';
const FILE =
  'family: f\ncpu: 256\nmemory: 512\ncontainerDefinitions: [{ name: web, image: "xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest" }]';

test('an image that the run builds is tagged in the registry that stack.yml names', async () => {
  const { aws, clock, emulator } = anAccount();
  const registry = '999988887777.dkr.ecr.eu-central-1.amazonaws.com';
  const stack = aStack({ image: { repository: 'amply-backend', registry, lifecyclePolicy: 'policy.json' } });
  const service = aStackService({ taskDefinition: aDocument(FILE, 'task.yml') });
  const image = { name: ref(IMAGE, 'image'), digest: ref(IMAGE, 'digest') };
  const all = renderings(stack, [service], { image }, aws, new Diagnostics());
  const [tags] = await deployedTags(stack, all, memoryWorkspace({ 'policy.json': POLICY }), aws);
  const [tag] = await clock.run(tags?.expand(new Diagnostics()) ?? Promise.resolve([]));
  expect(tag?.needs).toEqual([image.digest]);

  const values = new Values();
  values.set(IMAGE, { image: `${registry}/amply-backend@${DIGEST}`, digest: DIGEST });
  const read = await (await tag?.resolve(new Diagnostics()))?.read();
  const planned = read?.plan(values, new Diagnostics());
  expect(planned?.changes).not.toEqual(NO_CHANGES);
  if (!planned) throw new Error('The tag was not planned.');
  await clock.run(planned.apply(values, { signal: undefined, noteWrite: () => undefined }));
  const asked = emulator.requests.filter(({ operation }) => operation === 'BatchGetImage');
  expect(asked.map(({ body }) => (body as { registryId?: string }).registryId)).toEqual(['999988887777']);
});
