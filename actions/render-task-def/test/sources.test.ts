import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inAJob, type Job } from './a-job.ts';
import { aContainer, aDefinition, aFile } from './definitions.ts';

const GIVEN = { 'container-name': 'web', image: 'nginx:1.28' };
const RENDERED = aDefinition({ containerDefinitions: [aContainer({ image: 'nginx:1.28' })] });

const JSON_TEXT = JSON.stringify(aDefinition(), undefined, 2);
const YAML_TEXT = `# The shop
family: shop
cpu: 256 # .25 vCPU
memory: 512
networkMode: awsvpc
requiresCompatibilities: [FARGATE]
containerDefinitions:
  - name: web
    image: nginx:1.27
    essential: true
`;

function utf16(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

/** What `aws ecs describe-task-definition` adds. */
const DESCRIBED = {
  taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop:7',
  revision: 7,
  status: 'ACTIVE',
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  compatibilities: ['EC2', 'FARGATE'],
  registeredAt: '2026-01-02T03:04:05+00:00',
  registeredBy: 'arn:aws:iam::123456789012:user/x',
};

describe('a file may be kept as people keep it', () => {
  test.each<{ name: string; file?: string; content: string | Uint8Array }>([
    { name: 'JSON', content: JSON_TEXT },
    { name: 'YAML', content: YAML_TEXT },
    { name: 'YAML in a file that ends with .json', content: YAML_TEXT },
    { name: 'JSON in a file that ends with .yml', file: 'task.yml', content: JSON_TEXT },
    { name: 'in a directory', file: 'deploy/web/task.yaml', content: YAML_TEXT },
    { name: 'UTF-16, as PowerShell redirects', content: utf16(JSON_TEXT) },
    { name: 'with a byte-order mark', content: `\uFEFF${JSON_TEXT}` },
    { name: 'with CRLF', content: JSON_TEXT.replaceAll('\n', '\r\n') },
    { name: 'with comments', content: JSON_TEXT.replace('{', '{ // the shop\n') },
    { name: 'as it is described', content: JSON.stringify(aDefinition(DESCRIBED)) },
    {
      name: 'as it is described, still wrapped',
      content: JSON.stringify({ taskDefinition: aDefinition(DESCRIBED), tags: [] }),
    },
    {
      name: 'with nulls and empty texts for what is not set',
      content: JSON.stringify(
        aDefinition({
          ipcMode: null,
          pidMode: '',
          containerDefinitions: [aContainer({ healthCheck: null, user: '' })],
        }),
      ),
    },
    { name: 'with sizes in words', content: JSON.stringify(aDefinition({ cpu: '.25 vcpu', memory: '.5 gb' })) },
  ])('$name', ({ file = 'task.json', content }) =>
    inAJob({ files: { [file]: content } }, async (job) => {
      const { exitCode, outputs, calls } = await job.render({ 'task-definition': file, ...GIVEN });
      const { tags: _, ...definition } = await job.definition(outputs['task-definition']);
      expect({ exitCode, calls, definition }).toEqual({ exitCode: 0, calls: [], definition: RENDERED });
    }),
  );
});

/** Registers revisions of a family, the oldest first, each with an image of its number. */
function register(job: Job, family: string, revisions: number, region = 'eu-central-1'): void {
  const ecs = region === 'eu-central-1' ? job.home : job.region(region);
  for (let revision = 1; revision <= revisions; revision++) {
    ecs.call('ecs:RegisterTaskDefinition', {
      ...aDefinition({
        family,
        containerDefinitions: [aContainer({ environment: [{ name: 'REVISION', value: String(revision) }] })],
      }),
      tags: [{ key: 'team', value: 'shop' }],
    });
  }
}

const ARN = (revision: string) => `arn:aws:ecs:eu-central-1:123456789012:task-definition/shop${revision}`;

describe('a registered task definition is the start', () => {
  test.each<{
    name: string;
    given: Record<string, string>;
    revision: string;
    found?: string[];
  }>([
    { name: 'by ARN', given: { 'task-definition-arn': ARN(':2') }, revision: '2' },
    { name: 'by ARN without a revision: the newest', given: { 'task-definition-arn': ARN('') }, revision: '3' },
    { name: 'by family: the newest', given: { 'task-definition-family': 'shop' }, revision: '3' },
    {
      name: 'by family and revision',
      given: { 'task-definition-family': 'shop', 'task-definition-revision': '1' },
      revision: '1',
    },
    {
      name: 'the ARN comes before family and revision, as in the official action',
      given: { 'task-definition-arn': ARN(':2'), 'task-definition-family': 'other', 'task-definition-revision': '9' },
      revision: '2',
      found: ['notice inputs/without-effect', 'notice inputs/without-effect'],
    },
  ])('$name', ({ given, revision, found = [] }) =>
    inAJob({}, async (job) => {
      register(job, 'shop', 3);
      const run = await job.render({ ...given, ...GIVEN });
      expect(run).toMatchObject({ exitCode: 0, found, calls: ['ecs:DescribeTaskDefinition'] });
      const definition = await job.definition(run.outputs['task-definition']);
      expect(definition).toMatchObject({
        family: 'shop',
        containerDefinitions: [{ image: 'nginx:1.28', environment: [{ name: 'REVISION', value: revision }] }],
        tags: [{ key: 'team', value: 'shop' }],
      });
      for (const key of Object.keys(DESCRIBED)) expect(definition).not.toHaveProperty(key);
    }),
  );

  test('an ARN says itself which region to ask', () =>
    inAJob({}, async (job) => {
      register(job, 'shop', 1, 'us-east-1');
      const given = { 'task-definition-arn': ARN(':1').replace('eu-central-1', 'us-east-1'), ...GIVEN };
      expect(await job.render(given)).toMatchObject({ exitCode: 0, found: [] });
      expect(job.home.requests).toEqual([]);
    }));

  test('in another region', () =>
    inAJob({}, async (job) => {
      register(job, 'shop', 1, 'us-east-1');
      const given = { 'task-definition-family': 'shop', 'aws-region': 'us-east-1', ...GIVEN };
      expect(await job.render(given)).toMatchObject({ exitCode: 0, found: [] });
      expect(await job.render({ ...given, 'aws-region': 'eu-west-1' })).toMatchObject({
        exitCode: 1,
        found: ['error task-definition/not-found'],
      });
    }));

  test('a file comes before both, and then nobody is asked', () =>
    inAJob({ files: aFile() }, async (job) => {
      const given = {
        'task-definition': 'task.json',
        'task-definition-family': 'other',
        'task-definition-arn': ARN(':2'),
      };
      const { exitCode, calls, annotations } = await job.render({ ...given, ...GIVEN });
      expect({ exitCode, calls }).toEqual({ exitCode: 0, calls: [] });
      expect(annotations.map(({ message }) => message.split('\n')[0])).toEqual([
        'The input `task-definition-arn` has no effect: `task-definition` is given as well, and comes first.',
        'The input `task-definition-family` has no effect: `task-definition` is given as well, and comes first.',
      ]);
    }));

  test('one that may not be read is an error that names the permission', () =>
    inAJob({ scenario: { denied: ['ecs:DescribeTaskDefinition'] } }, async (job) => {
      const { exitCode, annotations } = await job.render({ 'task-definition-family': 'shop', ...GIVEN });
      expect(exitCode).toBe(1);
      expect(annotations[0]?.message).toContain('ecs:DescribeTaskDefinition is denied on ');
    }));
});

describe('renders are chained: the output of one is the input of the next', () => {
  const files = {
    'task.json': JSON.stringify(
      aDefinition({
        containerDefinitions: [
          aContainer({ image: '<WEB_IMAGE>' }),
          aContainer({ name: 'worker', image: 'IMAGE' }),
          aContainer({ name: 'beat', image: '${BEAT_IMAGE}' }),
        ],
      }),
    ),
  };

  test('three deep: what is left open is a warning, until nothing is', () =>
    inAJob({ files }, async (job) => {
      const one = await job.render({
        'task-definition': 'task.json',
        'container-name': 'web',
        image: 'shop:1',
        cpu: '512',
        memory: '1024',
      });
      const two = await job.render({
        'task-definition': one.outputs['task-definition'] ?? '',
        'container-name': 'worker',
        image: 'shop:2',
      });
      const three = await job.render({
        'task-definition': two.outputs['task-definition'] ?? '',
        'container-name': 'beat',
        image: 'shop:3',
        'environment-variables': 'A=1',
      });

      expect([one.exitCode, two.exitCode, three.exitCode]).toEqual([0, 0, 0]);
      const open = (run: typeof one) =>
        new Set(run.found.filter((found) => found === 'warning task-definition/placeholder'));
      expect([open(one).size, open(two).size, three.found]).toEqual([1, 1, []]);
      expect(await job.definition(three.outputs['task-definition'])).toMatchObject({
        cpu: '512',
        containerDefinitions: [
          { name: 'web', image: 'shop:1' },
          { name: 'worker', image: 'shop:2' },
          { name: 'beat', image: 'shop:3', environment: [{ name: 'A', value: '1' }] },
        ],
      });
      expect(new Set([one, two, three].map(({ outputs }) => outputs['task-definition'])).size).toBe(3);
    }));

  test('no render writes over what another has given out, even for the same container', () =>
    inAJob({ files: aFile() }, async (job) => {
      const base = await job.render({ 'task-definition': 'task.json', ...GIVEN });
      const from = {
        'task-definition': base.outputs['task-definition'] ?? '',
        'container-name': 'web',
        image: 'nginx:1.28',
      };
      const migration = await job.render({ ...from, command: 'migrate' });
      expect((await job.definition(base.outputs['task-definition'])).containerDefinitions).toEqual([
        aContainer({ image: 'nginx:1.28' }),
      ]);
      expect(await job.definition(migration.outputs['task-definition'])).toMatchObject({
        containerDefinitions: [{ command: ['migrate'] }],
      });
    }));

  test('the same render gives the same path and bytes', () =>
    inAJob({ files: aFile() }, async (job) => {
      const one = await job.render({ 'task-definition': 'task.json', ...GIVEN });
      const two = await job.render({ 'task-definition': 'task.json', ...GIVEN });
      expect(two.outputs).toEqual(one.outputs);
      expect(await job.written()).toHaveLength(1);
    }));

  test('what is wrong in the file of an earlier render is shown with its whole path', () =>
    inAJob({}, async (job) => {
      const path = join(job.temp, 'broken.json');
      await writeFile(path, '{"family": "shop",}}');
      const { exitCode, annotations } = await job.render({ 'task-definition': path, ...GIVEN });
      expect(exitCode).toBe(1);
      expect(annotations[0]?.at).toMatch(new RegExp(`^${path}:1:`));
    }));
});

describe('where a file may lie', () => {
  test('an absolute path inside the workspace is as good as a relative one', () =>
    inAJob({ files: aFile() }, async (job) => {
      expect(await job.render({ 'task-definition': join(job.workspace, 'task.json'), ...GIVEN })).toMatchObject({
        exitCode: 0,
      });
    }));

  const outside = async ({ workspace }: Job, name = 'outside.json'): Promise<string> => {
    const path = join(workspace, '..', name);
    await writeFile(path, aFile()['task.json'] ?? '');
    return path;
  };
  const linked = async (to: string, link: string): Promise<void> => symlink(to, link);

  // `aws ecs describe-task-definition > FILE` leaves it in any directory, and the official action reads it there.
  test.each<{ name: string; path: (job: Job) => Promise<string> }>([
    { name: 'above the workspace', path: async (job) => outside(job).then(() => '../outside.json') },
    { name: 'elsewhere, by an absolute path', path: outside },
    { name: 'above RUNNER_TEMP', path: async (job) => outside(job).then(() => `${job.temp}/../outside.json`) },
    {
      name: 'behind a link in the workspace',
      path: async (job) => linked(await outside(job), join(job.workspace, 'link.json')).then(() => 'link.json'),
    },
    {
      name: 'behind a link in RUNNER_TEMP',
      path: async (job) => {
        const link = join(job.temp, 'link.json');
        await linked(await outside(job), link);
        return link;
      },
    },
    {
      name: 'behind a link to a directory',
      path: async (job) => {
        await outside(job);
        await linked(join(job.workspace, '..'), join(job.workspace, 'up'));
        return 'up/outside.json';
      },
    },
  ])('one that the input itself names is read: $name', ({ path }) =>
    inAJob({}, async (job) => {
      expect(await job.render({ 'task-definition': await path(job), ...GIVEN })).toMatchObject({
        exitCode: 0,
        found: [],
      });
    }),
  );

  test.each(['task.json', 'REAL/task.json'])('a GITHUB_WORKSPACE that is a link is read: %s', (written) =>
    inAJob({ files: aFile() }, async (job) => {
      const link = `${job.workspace}-link`;
      await linked(job.workspace, link);
      const path = written.replace('REAL', job.workspace);
      const run = await job.render({ 'task-definition': path, ...GIVEN }, { GITHUB_WORKSPACE: link });
      expect(run).toMatchObject({ exitCode: 0, found: [] });
    }),
  );

  test('one outside that is not there is called by its whole path', () =>
    inAJob({}, async (job) => {
      const path = join(job.workspace, '../nothing.json');
      const run = await job.render({ 'task-definition': path, ...GIVEN });
      expect(run.annotations[0]?.message).toContain(`${path} does not exist.`);
    }));

  test('an error in one outside is placed by its whole path', () =>
    inAJob({}, async (job) => {
      const path = await outside(job);
      await writeFile(path, '{"family": ');
      const run = await job.render({ 'task-definition': path, ...GIVEN });
      expect(run.annotations[0]?.at).toBe(`${path}:1:1`);
    }));
});
