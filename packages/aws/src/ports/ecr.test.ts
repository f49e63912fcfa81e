import { Emulator, seedSurroundings, VirtualClock, type EmulatorOptions } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { awsPorts } from '../aws.ts';
import type { InputOf, Operation, OutputOf } from '../operations.ts';
import { aWire } from '../../test/a-wire.ts';
import type { Wire } from '../wire.ts';

const place = { registryId: '123456789012', repositoryName: 'amply-backend' };
const nowhere = { repositoryName: 'nope' };

const clock = new VirtualClock({ startAt: 0 });

/** The seed's account, where each tag has an image, by our ports; calls take no time. */
function anAccount(options: EmulatorOptions = {}) {
  const emulator = new Emulator(options);
  seedSurroundings(emulator.world);
  const wire: Wire = {
    async call<O extends Operation>(operation: O, input: InputOf<O>): Promise<OutputOf<O>> {
      return emulator.call(operation, input);
    },
  };
  return { emulator, aws: awsPorts(wire, clock) };
}

test('logins are taken apart, one for each registry', async () => {
  const { aws, emulator } = anAccount();
  const [own] = await aws.registries.logins();
  expect(own).toEqual({
    endpoint: 'https://123456789012.dkr.ecr.eu-central-1.amazonaws.com',
    username: 'AWS',
    password: emulator.world.registryTokens[0]?.password,
    expiresAt: emulator.world.registryTokens[0]?.expiresAt,
  });
  expect(await aws.registries.logins(['123456789012', '210987654321'])).toHaveLength(2);
});

test('a password may have colons', async () => {
  const authorizationToken = Buffer.from('AWS:a:b').toString('base64');
  const wire = aWire({
    'ecr:GetAuthorizationToken': () => ({ authorizationData: [{ authorizationToken, proxyEndpoint: 'https://x' }] }),
  });
  await expect(awsPorts(wire, clock).registries.logins()).resolves.toMatchObject([{ password: 'a:b' }]);
});

test('a repository is made, found, changed and tagged', async () => {
  const { aws } = anAccount();
  const { repositoryArn = '' } = await aws.repositories.create({ repositoryName: 'shop' });
  await aws.repositories.putTagMutability({ repositoryName: 'shop', imageTagMutability: 'IMMUTABLE' });
  await aws.repositories.putScanning({ repositoryName: 'shop', imageScanningConfiguration: { scanOnPush: true } });
  await aws.repositories.tag(repositoryArn, { a: '1', b: '2' });
  await aws.repositories.tag(repositoryArn, { b: '3' });
  await expect(aws.repositories.find({ repositoryName: 'shop' })).resolves.toMatchObject({
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
  });
  await expect(aws.repositories.tags(repositoryArn)).resolves.toEqual({ a: '1', b: '3' });
  await expect(aws.repositories.find(nowhere)).resolves.toBeUndefined();
});

describe('images', () => {
  test('are found by tag and digest, and listed to the last page', async () => {
    const { aws } = anAccount();
    for (const imageTag of ['v1', 'v2']) await aws.images.find(place, { imageTag });
    const { imageDigest = '' } = (await aws.images.find(place, { imageTag: 'v2' })) ?? {};
    await expect(aws.images.find(place, { imageDigest })).resolves.toMatchObject({ imageTags: ['v2'] });
    await expect(aws.images.find(place, { imageDigest: `sha256:${'0'.repeat(64)}` })).resolves.toBeUndefined();
    const listed = await aws.images.list(place);
    expect(listed.flatMap(({ imageTags }) => imageTags)).toEqual(['v1', 'v2']);
    await expect(aws.images.list(nowhere)).resolves.toEqual([]);

    const pages = aWire({
      'ecr:DescribeImages': ({ nextToken }) =>
        nextToken ? { imageDetails: [{ imageDigest: 'b' }] } : { imageDetails: [{ imageDigest: 'a' }], nextToken: '2' },
    });
    await expect(awsPorts(pages, clock).images.list(place)).resolves.toHaveLength(2);
  });

  test('get a further tag, once', async () => {
    const { aws } = anAccount();
    const image = await aws.images.manifest(place, { imageTag: 'v1' });
    if (!image) throw new Error('The emulator makes up an image for any tag.');
    for (let times = 0; times < 2; times++) await aws.images.tag(place, image, 'deployed-prod');
    const found = await aws.images.find(place, { imageDigest: image.digest });
    expect(found?.imageTags).toEqual(['v1', 'deployed-prod']);
    const other = await aws.images.manifest(place, { imageTag: 'v2' });
    await aws.repositories.putTagMutability({ ...place, imageTagMutability: 'IMMUTABLE' });
    await expect(aws.images.tag(place, other ?? image, 'v1')).rejects.toMatchObject({
      kind: 'refused',
      code: 'ImageTagAlreadyExistsException',
    });
  });

  test('have layers that can be fetched', async () => {
    const { aws } = anAccount();
    const { manifest = '' } = (await aws.images.manifest(place, { imageTag: 'v1' })) ?? {};
    const { config } = JSON.parse(manifest) as { config: { digest: string } };
    await expect(aws.images.layerUrl(place, config.digest)).resolves.toContain(config.digest);
    await expect(aws.images.layerUrl(place, 'sha256:0')).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('a lifecycle policy', () => {
  const policy = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
        action: { type: 'expire' },
      },
    ],
  });

  test('is put, found, and taken away', async () => {
    const { aws } = anAccount();
    await expect(aws.lifecyclePolicies.find(place)).resolves.toBeUndefined();
    await aws.lifecyclePolicies.put(place, policy);
    await expect(aws.lifecyclePolicies.find(place)).resolves.toBe(policy);
    for (let times = 0; times < 2; times++) await aws.lifecyclePolicies.remove(place);
    await expect(aws.lifecyclePolicies.find(place)).resolves.toBeUndefined();
    await expect(aws.lifecyclePolicies.put(place, '{}')).rejects.toMatchObject({ kind: 'refused' });
  });

  test('is previewed in a while, one at a time', async () => {
    const { aws, emulator } = anAccount();
    for (const imageTag of ['v1', 'v2']) await aws.images.find(place, { imageTag });
    await expect(aws.lifecyclePolicies.preview(place)).resolves.toBeUndefined();
    await expect(aws.lifecyclePolicies.startPreview(place)).rejects.toMatchObject({ kind: 'missing' });
    await expect(aws.lifecyclePolicies.startPreview(place, policy)).resolves.toBe(true);
    await expect(aws.lifecyclePolicies.startPreview(place, policy)).resolves.toBe(false);
    await expect(aws.lifecyclePolicies.preview(place)).resolves.toEqual({ status: 'IN_PROGRESS', policy, results: [] });
    emulator.advance(10);
    await expect(aws.lifecyclePolicies.preview(place)).resolves.toMatchObject({
      status: 'COMPLETE',
      results: [{ imageTags: ['v2'], action: { type: 'EXPIRE' }, appliedRulePriority: 1 }],
    });
    emulator.advance(24 * 3600);
    await expect(aws.lifecyclePolicies.preview(place)).resolves.toMatchObject({ status: 'EXPIRED', results: [] });
  });
});

test('a scan is asked for, and read to its last page', async () => {
  const findings = Array.from({ length: 12 }, (_, index) => ({ name: `CVE-${index}`, severity: 'HIGH' as const }));
  const { aws, emulator } = anAccount({ scenario: { scans: { '*:v1': { findings } } } });
  const { imageDigest = '' } = (await aws.images.find(place, { imageTag: 'v1' })) ?? {};
  await expect(aws.scans.find(place, imageDigest)).resolves.toBeUndefined();
  await aws.scans.start(place, imageDigest);
  await expect(aws.scans.find(place, imageDigest)).resolves.toMatchObject({ status: 'IN_PROGRESS', findings: [] });
  emulator.advance(30);
  const scan = await aws.scans.find(place, imageDigest);
  expect([scan?.status, scan?.counts, scan?.findings.length]).toEqual(['COMPLETE', { HIGH: 12 }, 12]);
});
