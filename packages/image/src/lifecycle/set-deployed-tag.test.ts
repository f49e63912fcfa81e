import { applyPlan, planAll, runStatus } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { anAccount, PLACE, type Account } from '../../test/an-account.ts';
import { deployedTag } from './deployed-tag.ts';
import { deployedTagResource } from './deployed-tag-resource.ts';
import { setDeployedTag } from './set-deployed-tag.ts';

const API = { cluster: 'amply-prod', service: 'amply-api' };
const CURRENT = 'deployed-amply-prod.amply-api';
const set = (account: Account, digest: string) => account.clock.run(setDeployedTag(PLACE, API, digest, account.aws));
/** Two images in an account whose repository makes up no tags. */
async function twoImages(scenario = {}) {
  const account = anAccount();
  const repository = account.emulator.world.repositories.find(({ name }) => name === PLACE.repositoryName);
  if (repository) repository.hasAnyTag = false;
  const [a, b] = [await account.push('a', 'sha-a'), await account.push('b', 'sha-b')];
  account.emulator.changeScenario(scenario);
  return { account, a, b };
}

describe('where tags can move', () => {
  test('the image that runs has one, and the one before another', async () => {
    const { account, a, b } = await twoImages();
    expect(await set(account, a)).toEqual([CURRENT]);
    expect(await set(account, b)).toEqual([`${CURRENT}.previous`, CURRENT]);
    expect([account.digestOf(CURRENT), account.digestOf(`${CURRENT}.previous`)]).toEqual([b, a]);
  });

  test('going back swaps them', async () => {
    const { account, a, b } = await twoImages();
    for (const digest of [a, b, a]) await set(account, digest);
    expect([account.digestOf(CURRENT), account.digestOf(`${CURRENT}.previous`)]).toEqual([a, b]);
  });

  test('deploying the same image again writes nothing', async () => {
    const { account, a } = await twoImages();
    await set(account, a);
    const before = account.writes();
    expect(await set(account, a)).toEqual([]);
    expect(account.writes()).toEqual(before);
  });

  test('an answer that is lost after it took effect does no harm', async () => {
    const { account, a } = await twoImages({
      faults: [{ operation: 'PutImage', error: 'ConnectionLost', effect: 'after', times: 1 }],
    });
    expect(await set(account, a)).toEqual([CURRENT]);
    expect(account.digestOf(CURRENT)).toBe(a);
  });
});

describe('where tags are immutable', () => {
  test('each image gets its own, once', async () => {
    const { account, a } = await twoImages();
    account.emulator.call('ecr:PutImageTagMutability', { ...PLACE, imageTagMutability: 'IMMUTABLE' });
    const tag = `${CURRENT}.${a.slice('sha256:'.length, 'sha256:'.length + 12)}`;
    expect(await set(account, a)).toEqual([tag]);
    expect(await set(account, a)).toEqual([]);
  });

  test('but not those, they move', async () => {
    const { account, a } = await twoImages();
    account.emulator.call('ecr:PutImageTagMutability', {
      ...PLACE,
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'deployed-*' }],
    });
    expect(await set(account, a)).toEqual([CURRENT]);
  });
});

test.each([
  { denied: 'ecr:PutImage', result: 'failed', notices: [] },
  { denied: 'ecr:BatchGetImage', result: 'unchanged', notices: ['ecr:BatchGetImage'] },
])('$denied denied: as a resource it is $result, and no failure of the run', async ({ denied, result, notices }) => {
  const { account, a } = await twoImages({ denied: [denied] });
  const { clock, aws } = account;
  const plan = await clock.run(planAll([deployedTagResource(PLACE, API, a, false, [], aws)]));
  const outcomes = await clock.run(applyPlan(plan, { clock }));
  expect(outcomes.map((outcome) => outcome.result)).toEqual([result]);
  expect(runStatus(outcomes)).toBe('unchanged');
  expect(account.denials()).toEqual(notices);
});

test('an image that is not there gets none', async () => {
  const { account } = await twoImages();
  expect(await set(account, `sha256:${'0'.repeat(64)}`)).toEqual([]);
});

describe('the tag', () => {
  test('tells clusters and services apart that share a repository', () => {
    const tags = [
      deployedTag({ cluster: 'prod', service: 'api' }, 'current'),
      deployedTag({ cluster: 'staging', service: 'api' }, 'current'),
      deployedTag({ cluster: 'prod', service: 'api-previous' }, 'current'),
      deployedTag({ cluster: 'prod', service: 'api' }, 'previous'),
    ];
    expect(new Set(tags).size).toBe(4);
  });

  test('of long names is short enough, and still tells them apart', () => {
    const long = (end: string) => deployedTag({ cluster: 'c'.repeat(255), service: `s${end}` }, 'previous');
    expect(long('a')).toHaveLength(128);
    expect(long('a')).not.toBe(long('b'));
  });
});
