import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { anAccount, applied, PLACE, type Account } from '../../test/an-account.ts';
import { checkRepositoryName } from './repository-name.ts';
import type { RepositorySpec } from './repository-spec.ts';
import { repositoryResource } from './repository.ts';

const NEW = { ...PLACE, repositoryName: 'shop/api' };
const run = (account: Account, spec: Partial<RepositorySpec>) =>
  applied(account, repositoryResource({ place: NEW, isCreated: true, ...spec }, account.aws));
const created = ({ emulator }: Account) => emulator.world.repositories.find(({ name }) => name === 'shop/api');

describe('a repository', () => {
  test('that is missing is created once, as wanted', async () => {
    const account = anAccount();
    const spec: Partial<RepositorySpec> = {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      exclusions: ['deployed-*'],
      scanOnPush: true,
      encryption: { type: 'KMS' },
      tags: { team: 'shop' },
      ownTags: { 'fargate-actions:managed-by': 'fargate-actions' },
    };
    expect((await run(account, spec)).actions).toEqual(['create']);
    expect(created(account)).toMatchObject({
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      exclusionFilters: [{ filter: 'deployed-*' }],
      scanOnPush: true,
      encryption: { encryptionType: 'KMS' },
      tags: { team: 'shop', 'fargate-actions:managed-by': 'fargate-actions' },
    });
    expect(await run(account, spec)).toMatchObject({ actions: ['none'], found: [] });
    expect(account.writes()).toEqual(['CreateRepository']);
  });

  test('that is missing and not to be created is an error', async () => {
    const account = anAccount();
    expect((await run(account, { isCreated: false })).found).toEqual([
      'error repository/missing: There is no repository shop/api in ECR.',
    ]);
    expect(account.writes()).toEqual([]);
  });

  test('that differs gets what is wanted, and keeps what nobody speaks of', async () => {
    const account = anAccount();
    const place = PLACE;
    const spec: Partial<RepositorySpec> = {
      place,
      imageTagMutability: 'IMMUTABLE',
      scanOnPush: true,
      tags: { a: '1' },
    };
    const { actions, differences } = await run(account, spec);
    expect([actions, differences]).toEqual([['update'], ['imageTagMutability', 'scanOnPush', 'tags[a]']]);
    expect(await run(account, spec)).toMatchObject({ actions: ['none'] });
    expect(await run(account, { place })).toMatchObject({ actions: ['none'] });
    expect(account.writes()).toEqual(['PutImageTagMutability', 'PutImageScanningConfiguration', 'TagResource']);
  });

  test('whose encryption differs is an error: it can not be changed', async () => {
    const account = anAccount();
    const { found } = await run(account, { place: PLACE, encryption: { type: 'KMS' }, scanOnPush: true });
    expect(found).toEqual([
      expect.stringContaining('error repository/encryption: amply-backend is encrypted with AES256'),
    ]);
    expect(account.writes()).toEqual([]);
  });

  test('that may not be looked for is left alone, with a notice', async () => {
    const account = anAccount({ denied: ['ecr:DescribeRepositories'] });
    expect(await run(account, {})).toMatchObject({ actions: ['none'], found: [] });
    expect(account.denials()).toEqual(['ecr:DescribeRepositories']);
  });

  const OUTAGE = { faults: [{ operation: 'DescribeRepositories', error: 'ServiceUnavailable', httpStatus: 503 }] };

  test('of which nothing is wanted is left alone as well where AWS does not answer: the push tells', async () => {
    const account = anAccount(OUTAGE);
    expect(await run(account, { isCreated: false })).toMatchObject({ actions: ['none'], found: [] });
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'ecr:DescribeRepositories' }]);
  });

  test.each([
    { name: 'to be created', spec: { isCreated: true } },
    { name: 'to be immutable', spec: { isCreated: false, imageTagMutability: 'IMMUTABLE' as const } },
    { name: 'to be scanned', spec: { isCreated: false, scanOnPush: true } },
    { name: 'to have tags', spec: { isCreated: false, tags: { a: '1' } } },
  ])('that is $name ends the run there', async ({ spec }) => {
    await expect(run(anAccount(OUTAGE), spec)).rejects.toThrow('No answer to ecr:DescribeRepositories');
  });

  test('is created without tags where tagging is denied', async () => {
    const message = 'User: run is not authorized to perform: ecr:TagResource on resource: *';
    const account = anAccount({
      faults: [{ operation: 'CreateRepository', error: 'AccessDeniedException', message, times: 1 }],
    });
    expect(await run(account, { tags: { a: '1' } })).toMatchObject({ results: ['applied'] });
    expect(created(account)?.tags).toEqual({});
    expect(account.denials()).toEqual(['ecr:TagResource']);
  });

  test.each(['before', 'after'] as const)('whose answer is lost %s it took effect is there', async (effect) => {
    const account = anAccount({
      faults: [{ operation: 'CreateRepository', error: 'ConnectionLost', effect, times: 1 }],
    });
    expect(await run(account, {})).toMatchObject({ results: ['applied'] });
    expect(created(account)).toBeDefined();
  });

  test.each<{ name: string; spec: Partial<RepositorySpec>; rule: string }>([
    { name: 'a bad name', spec: { place: { repositoryName: 'Shop' } }, rule: 'name' },
    { name: 'exclusions without filters', spec: { imageTagMutability: 'MUTABLE_WITH_EXCLUSION' }, rule: 'exclusions' },
    {
      name: 'filters without exclusions',
      spec: { imageTagMutability: 'IMMUTABLE', exclusions: ['a'] },
      rule: 'exclusions',
    },
    {
      name: 'six filters',
      spec: { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['a', 'b', 'c', 'd', 'e', 'f'] },
      rule: 'exclusions',
    },
    {
      name: 'a filter with a space',
      spec: { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['a b'] },
      rule: 'exclusions',
    },
    { name: 'a key for AES256', spec: { encryption: { type: 'AES256', kmsKey: 'alias/a' } }, rule: 'encryption' },
  ])('with $name is refused before AWS is asked', async ({ spec, rule }) => {
    const account = anAccount();
    expect((await run(account, spec)).found).toEqual([expect.stringContaining(`error repository/${rule}: `)]);
    expect(account.emulator.requests).toEqual([]);
  });
});

describe('the name', () => {
  const hint = (name: string): string | undefined => {
    const diagnostics = new Diagnostics();
    checkRepositoryName(name, undefined, diagnostics);
    return diagnostics.all[0] && `${diagnostics.all[0].message} ${diagnostics.all[0].hint ?? ''}`;
  };

  test.each(['amply-backend', 'a1', 'team/shop-api', 'a__b', 'a--b', 'a.b/c_d', 'x'.repeat(256)])('%s', (name) => {
    expect(hint(name)).toBeUndefined();
  });

  test.each([
    ['Shop', 'Write "shop".'],
    ['a', 'It has 2 to 256.'],
    ['x'.repeat(257), 'it has 257 characters'],
    ['shop:latest', 'a tag or a digest'],
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop', 'Leave the registry out: "shop".'],
    ['-shop', 'Write it like'],
    ['shop_', 'Write it like'],
    ['a..b', 'Write it like'],
    ['a//b', 'Write it like'],
    ['a b', 'Write it like'],
  ])('%s is none', (name, text) => {
    expect(hint(name)).toContain(text);
  });
});
