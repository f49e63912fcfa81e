import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aJob, type Job, type JobSettings } from './a-job.ts';
import { stackFiles } from './a-stack.ts';

/** Something wrong in a file, and the errors that say so at their places: these and no others. */
interface Wrong extends Pick<JobSettings, 'files'> {
  readonly what: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly errors: readonly (readonly [rule: string, firstLine: string, at?: string])[];
}

/** One account for all: none of these runs may change it. */
let job: Job;
beforeAll(async () => {
  job = await aJob({ repository: null });
});
afterAll(() => job.close());

const STACK = { stack: 'deploy/stack.yml' };

/** The stack with a text in one of its files put differently. */
function edited(path: string, from: string, to: string): Record<string, string> {
  const before = stackFiles()[path] ?? '';
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`${path} does not say ${from}.`);
  return stackFiles({ [path]: after });
}

const RULE = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 };

/** A lifecycle policy of rules, a field a line. */
const policy = (...rules: readonly object[]): string =>
  JSON.stringify({ rules: rules.map((rule) => ({ action: { type: 'expire' }, ...rule })) }, undefined, 2);
const withPolicy = (text: string) => ({ with: { 'lifecycle-policy': 'policy.json' }, files: { 'policy.json': text } });

const CASES: readonly Wrong[] = [
  {
    what: 'a policy without rules',
    ...withPolicy('{\n  "rule": []\n}'),
    errors: [['lifecycle/rules', 'A lifecycle policy must have 1 to 50 `rules`; found 0.', 'policy.json:1:1']],
  },
  {
    what: 'two rules of one priority',
    ...withPolicy(
      policy({ rulePriority: 1, selection: { ...RULE, tagStatus: 'untagged' } }, { rulePriority: 1, selection: RULE }),
    ),
    errors: [['lifecycle/priority', 'rulePriority 1 is used by two rules.', 'policy.json:18:23']],
  },
  {
    what: 'a rule for any image before the last',
    ...withPolicy(
      policy({ rulePriority: 1, selection: RULE }, { rulePriority: 2, selection: { ...RULE, tagStatus: 'untagged' } }),
    ),
    errors: [
      [
        'lifecycle/priority',
        'The rule with `tagStatus: any` has the rulePriority 1, and another has 2: it must be the last.',
        'policy.json:7:23',
      ],
    ],
  },
  {
    what: 'a rule for tagged images that names no tag',
    ...withPolicy(policy({ rulePriority: 1, selection: { ...RULE, tagStatus: 'tagged' } })),
    errors: [
      [
        'lifecycle/tags',
        '`tagStatus: tagged` needs a tagPatternList or a tagPrefixList with at least one text.',
        'policy.json:9:22',
      ],
    ],
  },
  {
    what: 'days for a number of images',
    ...withPolicy(policy({ rulePriority: 1, selection: { ...RULE, countUnit: 'days' } })),
    errors: [
      [
        'lifecycle/count',
        'countUnit goes with the count types of days only; imageCountMoreThan counts images.',
        'policy.json:12:22',
      ],
    ],
  },
  {
    what: 'a way of counting that is misspelt',
    ...withPolicy(policy({ rulePriority: 1, selection: { ...RULE, countType: 'imageCountMore' } })),
    errors: [['lifecycle/value', 'rules[0].selection.countType "imageCountMore" is not known.', 'policy.json:10:22']],
  },
  {
    what: 'a policy in its wrapper that is no JSON',
    ...withPolicy('{\n  "registryId": "1",\n  "lifecyclePolicyText": "{\\"rules\\": ["\n}'),
    errors: [['lifecycle/text', 'lifecyclePolicyText must be a lifecycle policy as JSON text.', 'policy.json:3:26']],
  },
  {
    what: 'a Dockerfile that is a directory',
    with: { file: 'src' },
    files: { 'src/app.py': '' },
    errors: [['files/is-directory', 'src is a directory.']],
  },
  {
    what: 'a key of stack.yml twice',
    with: STACK,
    files: edited('deploy/stack.yml', '  context: ..\n', '  context: ..\n  context: .\n'),
    errors: [['files/duplicate-key', 'Duplicate key context: line 6 has it already.', 'deploy/stack.yml:7:3']],
  },
  {
    what: 'a repository of a variable that is not set',
    with: STACK,
    files: edited('deploy/stack.yml', 'repository: shop', 'repository: ${REPOSITORY}'),
    errors: [['files/unset-variable', 'The variable REPOSITORY is not set.', 'deploy/stack.yml:5:15']],
  },
  {
    what: 'a context of the stack outside of the workspace',
    with: STACK,
    files: edited('deploy/stack.yml', 'context: ..', 'context: ../..'),
    errors: [['files/outside-workspace', '../.. leads out of the workspace.', 'deploy/stack.yml:6:12']],
  },
  {
    what: 'the account of somebody else',
    with: STACK,
    files: edited('deploy/stack.yml', 'region: eu-central-1\n', 'region: eu-central-1\naccount: "999988887777"\n'),
    errors: [
      [
        'stack/account',
        'The credentials of this run are for the account 123456789012, but this environment is in 999988887777.',
        'deploy/stack.yml:3:10',
      ],
    ],
  },
  {
    what: 'a task definition of the stack that is not there',
    with: STACK,
    files: edited('deploy/stack.yml', 'taskDefinition: task-definition.yml', 'taskDefinition: task.yml'),
    errors: [['files/missing', 'deploy/task.yml does not exist.', 'deploy/stack.yml:11:21']],
  },
  {
    what: 'a task definition that is a compose file',
    with: { 'task-definitions': 'compose.yml' },
    files: { 'compose.yml': 'services:\n  web:\n    image: shop\n' },
    errors: [
      [
        'task-definition/compose',
        'This file is a compose file (it has `services`), not a task definition.',
        'compose.yml:1:1',
      ],
    ],
  },
];

test.each(CASES.map((wrong) => [wrong.what, wrong] as const))(
  '%s is reported at its place, and nothing is begun',
  async (_, { with: given, files, errors }) => {
    const run = await job.run({ ...(given && { with: given }), ...(files && { files }) });
    const found = run.annotations.filter(({ severity }) => severity === 'error');
    const shown = found.map(({ title, message, at }) => {
      const line = message.split('\n')[0] ?? '';
      return at === undefined ? [title, line] : [title, line, at];
    });
    expect(shown).toEqual(errors);
    expect(run).toMatchObject({ exitCode: 1, writes: [], docker: [], outputs: { status: 'failed', changed: 'false' } });
  },
);
