import { expect, test } from '@jest/globals';
import { inAJob } from './a-job.ts';
import { aContainer, aFile } from './definitions.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const GIVEN = { 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' };

test('the summary says what was rendered, and each field that was set', () =>
  inAJob(
    { files: aFile({ containerDefinitions: [aContainer({ environment: [{ name: 'LEVEL', value: 'info' }] })] }) },
    async (job) => {
      const { summary, outputs, log } = await job.render({
        ...GIVEN,
        'environment-variables': 'LEVEL=debug',
        tags: 'team=shop',
      });
      expect(summary).toContain('## ✅ Rendered shop\n');
      expect(summary).toContain(`| \`shop\` | \`shop\` | \`nginx:1.28\` | \`${outputs['task-definition'] ?? ''}\` |`);
      expect(summary).toContain('.image | `nginx:1.27` | `nginx:1.28` |');
      expect(summary).toContain('environment&#91;LEVEL&#93; | `(hidden)` | `(hidden, changed)` |');
      expect(summary).toMatch(/team.* \| `\(none\)` \| `shop` \|/);
      expect(log).toContain(`shop: ${outputs['task-definition'] ?? ''}\n`);
    },
  ));

test('changes names every field that was set, without account ids and without values of variables', () =>
  inAJob(
    {
      files: aFile({ containerDefinitions: [aContainer({ environment: [{ name: 'OLD', value: 'masked-before' }] })] }),
    },
    async (job) => {
      const run = await job.render({
        ...GIVEN,
        image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:2',
        'execution-role-arn': 'arn:aws:iam::123456789012:role/exec',
        'environment-variables': 'OLD=masked-now\nNEW=masked-new',
      });
      const { changes = '', changed } = run.outputs;
      expect(changed).toBe('true');
      expect(changes).not.toMatch(/masked|123456789012/);
      expect(JSON.parse(changes)).toMatchObject([
        {
          resource: 'rendered task definition shop',
          result: 'applied',
          fields: expect.arrayContaining([
            {
              path: 'containerDefinitions[web].image',
              from: 'nginx:1.27',
              to: 'ACCOUNT.dkr.ecr.eu-central-1.amazonaws.com/shop:2',
            },
            { path: 'containerDefinitions[web].environment[OLD]', from: '(hidden)', to: '(hidden, changed)' },
            { path: 'containerDefinitions[web].environment[NEW]', from: null, to: '(hidden)' },
            { path: 'executionRoleArn', from: null, to: 'arn:aws:iam::ACCOUNT:role/exec' },
          ]) as unknown,
        },
      ]);
    },
  ));

test('the values of variables are shown nowhere', () =>
  inAJob({ files: aFile() }, async (job) => {
    const run = await job.render({
      ...GIVEN,
      'environment-variables': 'API_TOKEN=hunter2hunter2\nDB=postgres://u:hunter2hunter2@db/x\nLEVEL=hunter2',
      'dry-run': 'true',
    });
    const shown = run.log + run.summary + JSON.stringify(run.outputs);
    expect(shown).toContain('containerDefinitions[web].environment[LEVEL]');
    expect(shown).not.toContain('hunter2');
    expect(run.exitCode).toBe(0);
  }));

test('where nothing is set that was not so before, it says so, and writes the file', () =>
  inAJob({ files: aFile() }, async (job) => {
    const { outputs, summary } = await job.render({ ...GIVEN, image: 'nginx:1.27' });
    expect(outputs).toMatchObject({ changes: '[]', changed: 'false' });
    expect(summary).toContain('Nothing was set: it is as it was.');
    expect(await job.definition(outputs['task-definition'])).toMatchObject({ family: 'shop' });
  }));

test.each<{ name: string; given: Record<string, string>; shows: readonly string[] }>([
  {
    name: 'a file',
    given: GIVEN,
    shows: [
      '## Dry run: shop would be rendered',
      '`nginx:1.27` | `nginx:1.28`',
      '| requiresCompatibilities | `FARGATE` |',
    ],
  },
  {
    name: 'a stack',
    given: { stack: 'deploy/stack.yml', image: 'amply-backend:v1' },
    shows: [
      '## Dry run: api, worker, beat would be rendered',
      'awslogs-stream-prefix | `(none)` | `worker` |',
      '| family | `amply-beat` |',
    ],
  },
])('a dry run of $name shows all of it, and writes nothing', ({ given, shows }) =>
  inAJob({ files: { ...aFile(), ...seedFiles() } }, async (job) => {
    const wet = await job.render(given);
    const written = await job.written();
    const dry = await job.render({ ...given, 'dry-run': 'true', 'output-file': '' });
    for (const text of shows) expect(dry.summary).toContain(text);
    expect(Object.keys(dry.outputs).toSorted()).toEqual(['changed', 'changes']);
    expect(dry.outputs['changes']).toBe(wet.outputs['changes']?.replaceAll('"applied"', '"planned"'));
    expect(dry.exitCode).toBe(0);
    expect(await job.written()).toEqual(written);
  }),
);

test('texts from files can command neither the runner nor the page', () =>
  inAJob(
    { files: aFile({ family: 'shop', containerDefinitions: [aContainer({ dockerLabels: { a: 'x' } })] }) },
    async (job) => {
      const run = await job.render({
        ...GIVEN,
        'docker-labels': 'a=</details><b>\nb<<END\n::error::injected\n| x |\nEND',
      });
      expect(run.exitCode).toBe(0);
      expect(run.annotations).toEqual([]);
      // What stands in a code span is text.
      expect(run.summary.replaceAll(/`[^`]*`/g, '').match(/<\/details>/g)).toHaveLength(1);
      expect(run.log).not.toMatch(/^::error/m);
    },
  ));
