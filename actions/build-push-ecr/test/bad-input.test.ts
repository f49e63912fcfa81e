import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aJob, type Job, type JobSettings } from './a-job.ts';
import { stackFiles } from './a-stack.ts';

/** What a user got wrong, and the errors that say so: these and no others. */
interface BadInput extends Pick<JobSettings, 'files' | 'env'> {
  readonly what: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly errors: readonly (readonly [rule: string, message: string, at?: string])[];
}

/** One account for all: none of these runs may change it. */
let job: Job;
beforeAll(async () => {
  job = await aJob({ repository: null });
});
afterAll(() => job.close());

const STACK = { stack: 'deploy/stack.yml' };
const stack = (from: string, to: string) => {
  const files = stackFiles();
  return { 'deploy/stack.yml': (files['deploy/stack.yml'] ?? '').replace(from, to) };
};

const INPUTS: readonly BadInput[] = [
  {
    what: 'neither stack nor repository',
    with: { repository: '' },
    errors: [['inputs/required', 'Neither `stack` nor `repository`']],
  },
  {
    what: 'stack and repository',
    with: { ...STACK, repository: 'shop' },
    files: stackFiles(),
    errors: [['inputs/combination', '`stack` and `repository` exclude each other']],
  },
  {
    what: 'an environment without a stack',
    with: { environment: 'staging' },
    errors: [['inputs/combination', '`environment` needs a stack']],
  },
  {
    what: 'services without a stack',
    with: { services: 'web' },
    errors: [['inputs/combination', '`services` needs a stack']],
  },
  { what: 'a boolean that is none', with: { push: 'yes' }, errors: [['inputs/boolean', '`push` is "yes"']] },
  { what: 'a cache that is none', with: { cache: 'local' }, errors: [['inputs/unknown-value', '`cache` is "local"']] },
  {
    what: 'a severity in small letters',
    with: { 'fail-on-severity': 'high' },
    errors: [['inputs/unknown-value', 'it takes `CRITICAL`, `HIGH`, `MEDIUM`']],
  },
  {
    what: 'a repository with capital letters',
    with: { repository: 'Shop' },
    errors: [['repository/name', 'it has capital letters']],
  },
  {
    what: 'a repository with its registry',
    with: { repository: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop' },
    errors: [['repository/name', 'it has the registry in it']],
  },
  {
    what: 'a repository with a tag',
    with: { repository: 'shop:v1' },
    errors: [['repository/name', 'it has a tag or a digest in it']],
  },
  {
    what: 'a repository that begins with a hyphen',
    with: { repository: '-shop' },
    errors: [['repository/name', 'lowercase letters']],
  },
  {
    what: 'a repository of one letter',
    with: { repository: 's' },
    errors: [['repository/name', 'it has 1 characters']],
  },
  {
    what: 'a registry with a scheme',
    with: { registry: 'https://ecr.test' },
    errors: [['image/registry', 'which is no host']],
  },
  {
    what: 'a registry that is an option',
    with: { registry: '--config=x' },
    errors: [['image/registry', '"--config=x", which is no host']],
  },
  {
    what: 'an account without its leading zero',
    with: { 'registry-ids': '12345678901' },
    errors: [['inputs/registry-ids', '"12345678901", which is no AWS account']],
  },
  {
    what: 'a platform without its system',
    with: { platforms: 'arm64' },
    errors: [['inputs/platforms', '"arm64", which is no platform']],
  },
  {
    what: 'a tag with a slash',
    with: { tags: 'feature/x' },
    errors: [['image/tag', '"feature/x", which no registry takes']],
  },
  { what: 'a tag that is a whole name', with: { tags: 'shop:v1' }, errors: [['image/tag', '"shop:v1"']] },
  {
    what: 'a template that stands for nothing',
    with: { tags: '${SHA}' },
    errors: [['image/tag-template', '"${SHA}", which stands for nothing']],
  },
  {
    what: 'only a template that this run does not have',
    with: { tags: '${TAG}' },
    errors: [['image/no-tag', 'None of the templates']],
  },
  {
    what: 'no commit, and no tags',
    env: { GITHUB_SHA: undefined },
    errors: [['image/no-commit', 'this run has none']],
  },
  {
    what: 'a build argument without a value',
    with: { 'build-args': 'VERSION=1\nDEBUG' },
    errors: [['inputs/key-value', 'Line 2 of the input `build-args` is not of the form NAME=value']],
  },
  {
    what: 'a build argument whose quotes do not go around the line',
    with: { 'build-args': '"JSON={"a":1}"' },
    errors: [['inputs/key-value', 'Line 1 of the input `build-args` is not of the form NAME=value']],
  },
  {
    what: 'a build argument with a quote that is not closed',
    with: { 'build-args': 'A=1\n"B=2' },
    errors: [['inputs/lines', 'The input `build-args` has a quote that is not closed.']],
  },
  {
    what: 'a build argument twice',
    with: { 'build-args': 'A=1\nA=2' },
    errors: [['inputs/key-value', 'Line 2 of the input `build-args` gives `A` a second time']],
  },
  {
    what: 'a label without a value',
    with: { labels: 'team shop' },
    errors: [['inputs/key-value', 'Line 1 of the input `labels`']],
  },
  {
    what: 'a secret without a name',
    with: { secrets: 'topsecret' },
    errors: [['inputs/secrets', 'Line 1 of the input `secrets` is no secret']],
  },
  {
    what: 'a secret that is empty',
    with: { secrets: 'token=' },
    errors: [['inputs/secrets', 'the secret `token` is not there']],
  },
  {
    what: 'a secret twice',
    with: { secrets: 'token=first-one\ntoken=second-one' },
    errors: [['inputs/secrets', 'Line 2 of the input `secrets` gives a secret that a line before has']],
  },
  {
    what: 'a secret of a variable that is not set',
    with: { secrets: 'id=token,env=NOWHERE' },
    errors: [['inputs/secrets', 'names a variable that is not set']],
  },
  {
    what: 'a secret of a file that is not there',
    with: { secrets: 'id=token,src=token.txt' },
    errors: [['files/missing', 'token.txt does not exist']],
  },
  {
    what: 'a secret with options of docker that are none',
    with: { secrets: 'id=token,mode=0400' },
    errors: [['inputs/secrets', 'is no secret']],
  },
  { what: 'an SSH agent with a blank', with: { ssh: 'my agent' }, errors: [['inputs/ssh', '"my agent"']] },
  {
    what: 'a mutability that is none',
    with: { 'image-tag-mutability': 'IMUTABLE' },
    errors: [['inputs/unknown-value', '`image-tag-mutability` is "IMUTABLE"']],
  },
  {
    what: 'an exclusion without tags',
    with: { 'image-tag-mutability': 'IMMUTABLE_WITH_EXCLUSION', 'create-repository': 'true' },
    errors: [['repository/exclusions', 'takes 1 to 5 filters']],
  },
  {
    what: 'tags that are excluded from nothing',
    with: { 'image-tag-mutability': 'IMMUTABLE latest', 'create-repository': 'true' },
    errors: [['repository/exclusions', 'go with IMMUTABLE_WITH_EXCLUSION']],
  },
  {
    what: 'a command with an open quote',
    with: { 'verify-command': `python -c "import app` },
    errors: [['inputs/command', '`verify-command` has a quote that is not closed']],
  },
  {
    what: 'a scan of what is not pushed',
    with: { push: 'false', registry: '', 'fail-on-severity': 'HIGH' },
    errors: [['inputs/combination', '`fail-on-severity` is about what is pushed']],
  },
  {
    what: 'task definitions that nobody verifies',
    with: { verify: 'false', 'task-definitions': 'a.json' },
    errors: [['inputs/combination', '`verify: false` verifies nothing']],
  },
];

const FILES: readonly BadInput[] = [
  {
    what: 'a context that is not there',
    with: { context: 'backend' },
    errors: [['files/missing', 'backend does not exist']],
  },
  {
    what: 'a context outside of the workspace',
    with: { context: '..' },
    errors: [['files/outside-workspace', '.. leads out of the workspace']],
  },
  { what: 'a context that is a file', with: { context: 'app' }, errors: [['files/is-file', 'app is a file']] },
  {
    what: 'a context that is a URL',
    with: { context: 'https://github.com/amply/backend.git' },
    errors: [['image/context', 'The context is a URL']],
  },
  {
    what: 'a Dockerfile that is not there',
    with: { file: 'docker/Dockerfile' },
    errors: [['files/missing', 'docker/Dockerfile does not exist']],
  },
  {
    what: 'a context without a Dockerfile',
    with: { context: 'src' },
    files: { 'src/app.py': '' },
    errors: [['files/missing', 'src/Dockerfile does not exist']],
  },
  {
    what: 'a lifecycle policy that is not there',
    with: { 'lifecycle-policy': 'policy.json' },
    errors: [['files/missing', 'policy.json does not exist']],
  },
  {
    what: 'a lifecycle policy that ECR refuses',
    with: { 'lifecycle-policy': 'policy.json' },
    files: {
      'policy.json':
        '{"rules": [\n  {"rulePriority": 1, "action": {"type": "expire"},\n   "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 0}}]}',
    },
    errors: [['lifecycle/count', 'countNumber', 'policy.json:3:88']],
  },
  {
    what: 'a task definition that is not there',
    with: { 'task-definitions': 'web.json' },
    errors: [['files/missing', 'web.json does not exist']],
  },
  {
    what: 'task definitions that are broken JSON',
    with: { 'task-definitions': '{"web": 1}' },
    errors: [['inputs/task-definitions', 'no JSON object of paths']],
  },
  {
    what: 'a task definition that is no YAML',
    with: { 'task-definitions': 'web.json' },
    files: { 'web.json': '{"family": "web",' },
    errors: [['files/unclosed', '', 'web.json:1:1']],
  },
];

const STACKS: readonly BadInput[] = [
  {
    what: 'a stack that is not there',
    with: { stack: 'stack.yml' },
    errors: [['files/missing', 'stack.yml does not exist']],
  },
  {
    what: 'a stack without an image',
    with: STACK,
    files: stackFiles(stack('image:\n  repository: shop\n  context: ..\n  lifecyclePolicy: policy.json\n', '')),
    errors: [['stack/image', 'The stack shop has no image to build', 'deploy/stack.yml:1:1']],
  },
  {
    what: 'a repository of the stack that is no name',
    with: STACK,
    files: stackFiles(stack('repository: shop', 'repository: Shop')),
    errors: [['repository/name', 'it has capital letters', 'deploy/stack.yml:5:15']],
  },
  {
    what: 'a context of the stack that is not there',
    with: STACK,
    files: stackFiles(stack('context: ..', 'context: ../backend')),
    errors: [['files/missing', 'backend does not exist', 'deploy/stack.yml:6:12']],
  },
  {
    what: 'a lifecycle policy of the stack that is not there',
    with: STACK,
    files: stackFiles(stack('policy.json', 'polcy.json')),
    errors: [['files/missing', 'deploy/polcy.json does not exist', 'deploy/stack.yml:7:20']],
  },
  {
    what: 'an environment that the stack does not have',
    with: { ...STACK, environment: 'staging' },
    files: stackFiles(),
    errors: [['stack/unknown-environment', 'staging', 'deploy/stack.yml:1:1']],
  },
  {
    what: 'a service that the stack does not have',
    with: { ...STACK, services: 'wbe' },
    files: stackFiles(),
    errors: [['inputs/unknown-service', 'has no service `wbe`']],
  },
  {
    what: 'a registry of the stack in another region',
    with: STACK,
    files: stackFiles(
      stack('repository: shop', 'repository: shop\n  registry: 999988887777.dkr.ecr.eu-west-1.amazonaws.com'),
    ),
    errors: [['image/registry', 'must be a registry of ECR in eu-central-1', 'deploy/stack.yml:6:13']],
  },
  {
    what: 'a word that stack.yml does not know',
    with: STACK,
    files: stackFiles(stack('context: ..', 'contxt: ..')),
    errors: [['stack/unknown-key', 'contxt', 'deploy/stack.yml:6:3']],
  },
];

test.each([...INPUTS, ...FILES, ...STACKS].map((bad) => [bad.what, bad] as const))(
  '%s is reported, and nothing is begun',
  async (_, { with: given, files, env, errors }) => {
    const run = await job.run({ ...(given && { with: given }), ...(files && { files }), ...(env && { env }) });
    expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual(
      errors.map(([title, message, at]) => ({
        severity: 'error',
        title,
        message: expect.stringContaining(message),
        ...(at !== undefined && { at }),
      })),
    );
    expect(run).toMatchObject({ exitCode: 1, writes: [], docker: [], outputs: { status: 'failed', changed: 'false' } });
    expect(run.summary).toContain('❌');
  },
);

test('all that is wrong is reported at once', async () => {
  const { annotations, writes } = await job.run({
    with: { repository: 'Shop', platforms: 'arm', tags: 'a/b', context: 'none', secrets: 'x' },
  });
  expect(annotations.map(({ title }) => title).sort()).toEqual([
    'files/missing',
    'image/tag',
    'inputs/platforms',
    'inputs/secrets',
    'repository/name',
  ]);
  expect(writes).toEqual([]);
});
