import { describe, expect, test } from '@jest/globals';
import { anAccount, applied, PLACE, REPOSITORY, type Account } from '../../test/an-account.ts';
import { lifecycleResource, type LifecycleSpec } from './lifecycle-policy.ts';
import { parseLifecyclePolicy } from './read-policy.ts';

const policyText = (countNumber: number) =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber },
        action: { type: 'expire' },
      },
    ],
  });
const API = [{ cluster: 'amply-prod', service: 'amply-api' }];

const run = (account: Account, spec: Partial<LifecycleSpec> = {}) =>
  applied(
    account,
    lifecycleResource(
      { place: PLACE, policy: parseLifecyclePolicy(policyText(10)), services: API, ...spec },
      account.aws,
      account.clock,
    ),
  );
const put = ({ emulator }: Account, text: string) =>
  emulator.call('ecr:PutLifecyclePolicy', { ...PLACE, lifecyclePolicyText: text });

/** A service runs the first of so many images. */
async function running(images: number, scenario = {}): Promise<Account & { readonly first: string }> {
  const account = anAccount();
  const first = await account.push('1', 'sha-1');
  await account.runs('amply-api', `${REPOSITORY}@${first}`);
  for (let number = 2; number <= images; number++) await account.push(String(number), `sha-${number}`);
  account.emulator.changeScenario(scenario);
  return { ...account, first };
}

describe('a lifecycle policy', () => {
  test('is put once, however it is written', async () => {
    const account = anAccount();
    expect((await run(account)).actions).toEqual(['create']);
    expect((await run(account)).actions).toEqual(['none']);
    expect(account.writes()).toEqual(['PutLifecyclePolicy']);
    put(account, ` ${policyText(10)} `);
    expect((await run(account)).actions).toEqual(['none']);
  });

  test('that differs is put, and the plan says in what', async () => {
    const account = anAccount();
    put(account, policyText(5));
    const { actions, differences } = await run(account);
    expect([actions, differences]).toEqual([['update'], ['rule 1.selection.countNumber']]);
  });

  test('that may not be read is left alone', async () => {
    const account = anAccount({ denied: ['ecr:GetLifecyclePolicy'] });
    expect((await run(account)).actions).toEqual(['none']);
    expect(account.denials()).toEqual(['ecr:GetLifecyclePolicy']);
  });

  const OUTAGE = { faults: [{ operation: 'GetLifecyclePolicy', error: 'ServiceUnavailable', httpStatus: 503 }] };

  test('that nobody gives, and that could take no image of a service, is done without where AWS does not answer', async () => {
    const account = anAccount(OUTAGE);
    expect((await run(account, { policy: undefined, services: [] })).actions).toEqual(['none']);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'ecr:GetLifecyclePolicy' }]);
  });

  test.each([
    { name: 'a policy is to be put', spec: { services: [] } },
    { name: 'a service runs images that must stay', spec: { policy: undefined } },
  ])('ends the run there where $name', async ({ spec }) => {
    await expect(run(anAccount(OUTAGE), spec)).rejects.toThrow('No answer to ecr:GetLifecyclePolicy');
  });
});

describe('an image that runs', () => {
  test('and would be the eleventh after this push is an error, and nothing is written', async () => {
    const account = await running(10);
    const { found } = await run(account, { push: { tags: ['sha-next'] } });
    expect(found).toEqual([
      `error lifecycle/in-use: Rule 1 of the lifecycle policy deletes ${account.first} (sha-1) after this push; tasks of amply-api run it.`,
    ]);
    expect(account.writes()).not.toContain('PutLifecyclePolicy');
  });

  test('is looked after at a push, though the policy is the one that is there', async () => {
    const account = await running(10);
    put(account, policyText(10));
    const { found } = await run(account, { policy: undefined, push: { tags: ['sha-next'] } });
    expect(found).toEqual([expect.stringContaining('error lifecycle/in-use: ')]);
  });

  test('and is far from the end may be kept by ten', async () => {
    const account = await running(3);
    expect(await run(account, { push: { tags: ['sha-next'] } })).toMatchObject({ found: [], results: ['applied'] });
  });

  test('is no longer in use when service and rollback have other images', async () => {
    const account = await running(10);
    for (const tag of ['sha-9', 'sha-10']) await account.runs('amply-api', `${REPOSITORY}:${tag}`);
    expect((await run(account, { push: { tags: ['sha-next'] } })).found).toEqual([]);
  });

  test('is in use as long as a rollback goes back to it', async () => {
    const account = await running(10);
    await account.runs('amply-api', `${REPOSITORY}:sha-10`);
    expect((await run(account, { push: { tags: ['sha-next'] } })).found).toEqual([
      expect.stringMatching(/sha-1\) after this push; amply-api goes back to it\.$/),
    ]);
  });

  test.each([
    { name: 'the preview of ECR is denied', scenario: { denied: ['ecr:StartLifecyclePolicyPreview'] } },
    {
      name: 'the preview of ECR is never done',
      scenario: {
        faults: [{ operation: 'GetLifecyclePolicyPreview', error: 'LifecyclePolicyPreviewNotFoundException' }],
      },
    },
    {
      name: 'another preview is under way',
      scenario: {
        faults: [{ operation: 'StartLifecyclePolicyPreview', error: 'LifecyclePolicyPreviewInProgressException' }],
      },
    },
    ...['StartLifecyclePolicyPreview', 'GetLifecyclePolicyPreview'].flatMap((operation) =>
      [
        { error: 'ServiceUnavailable', httpStatus: 503 },
        { error: 'UnknownOperationException' },
        { answer: 'html' as const },
      ].map((fault) => ({
        name: `${operation} fails: ${fault.error ?? 'a page of a proxy'}`,
        scenario: { faults: [{ operation, ...fault }] },
      })),
    ),
  ])('is seen by our own evaluation where $name', async ({ scenario }) => {
    const account = await running(11, scenario);
    expect((await run(account)).found).toEqual([expect.stringContaining('within a day; tasks of amply-api run it.')]);
  });

  test('is not gone back to where the partition has no service deployments: the others stay all the same', async () => {
    const fault = { operation: 'ListServiceDeployments', error: 'UnknownOperationException' };
    const account = await running(11, { faults: [fault] });
    expect((await run(account)).found).toEqual([expect.stringContaining('within a day; tasks of amply-api run it.')]);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'ecs:ListServiceDeployments' }]);
  });

  test('is asked for until that is known, where it does not answer only now', async () => {
    const fault = { operation: 'ListServiceDeployments', error: 'ServiceUnavailable', httpStatus: 503 };
    await expect(run(await running(11, { faults: [fault] }))).rejects.toThrow(
      'No answer to ecs:ListServiceDeployments',
    );
  });

  test('is not known where services may not be read, which is told', async () => {
    const account = await running(11, { denied: ['ecs:DescribeServices'] });
    expect((await run(account)).found).toEqual([]);
    expect(account.denials()).toEqual(['ecs:DescribeServices']);
  });
});
