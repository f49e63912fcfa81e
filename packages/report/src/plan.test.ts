import { expect, test } from '@jest/globals';
import { KnownAfterApply } from '@fargate-actions/engine';
import { aPlan, aResource } from '../test/builders.ts';
import { planLines, planMarkdown, plannedChangesJson, planSentence } from './index.ts';

const REVISION = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/amply-api';

test('a plan says first how much changes, then each change, one that stands alone on one line', () => {
  const plan = aPlan(
    aResource('cluster amply-prod'),
    aResource('log group /ecs/amply-beat', {}, { action: 'create' }),
    aResource('service amply-api', { taskDefinition: [`${REVISION}:41`, `${REVISION}:42`] }),
    aResource('service amply-worker', {
      taskDefinition: [`${REVISION}:7`, new KnownAfterApply('task definition amply-worker.arn')],
      'deploymentConfiguration.maximumPercent': [200, 150],
    }),
    aResource('service amply-beat', { desiredCount: [undefined, 1], cpu: [undefined, '512'] }, { action: 'create' }),
    aResource('service amply-mail', {}, { action: 'watch', note: 'a deployment is under way' }),
  );
  expect(planLines(plan)).toEqual([
    'Plan: 2 to create, 2 to update, 1 under way and 1 unchanged.',
    '+ log group /ecs/amply-beat',
    '~ service amply-api  taskDefinition  amply-api:41 -> amply-api:42',
    '~ service amply-worker',
    '    taskDefinition                          amply-api:7 -> (known after apply)',
    '    deploymentConfiguration.maximumPercent  200 -> 150',
    '+ service amply-beat',
    '    desiredCount  1',
    '    cpu           "512"',
    '> service amply-mail  (a deployment is under way)',
  ]);
});

test('what stays as it is is shown where there is something to say of it', () => {
  const plan = aPlan(
    aResource('service amply-api'),
    aResource('target of amply-api', {}, { note: 'min 6 is by schedule' }),
  );
  expect(planLines(plan)).toEqual([
    'Plan: no changes. Everything is as the files say.',
    '= target of amply-api  (min 6 is by schedule)',
  ]);
  expect(planMarkdown(plan)).toContain('| = | `target of amply-api` | min 6 is by schedule |');
});

test('a plan says what of it is refused, and why', () => {
  const refused = aResource(
    'off-hours of amply-beat',
    {},
    { action: 'refused', note: 'The task `1a2b` runs beat as well.' },
  );
  const plan = aPlan(refused, aResource('off-hours of amply-api'));
  expect(planLines(plan)).toEqual([
    'Plan: 1 refused and 1 unchanged.',
    '! off-hours of amply-beat  (The task `1a2b` runs beat as well.)',
  ]);
  expect(planMarkdown(plan)).toContain('| ! | `off-hours of amply-beat` | The task `1a2b` runs beat as well. |');
});

test('a plan without changes says so', () => {
  expect(planSentence(aPlan(aResource('service amply-api')))).toBe('Plan: no changes. Everything is as the files say.');
  const stopped = aPlan();
  stopped.diagnostics.error(undefined, 'a/b', 'Wrong.');
  expect(planSentence(stopped)).toBe('No plan: there are errors.');
});

test('a plan in Markdown has the changes in brief, and every field folded', () => {
  const plan = aPlan(
    aResource(
      'service amply-api',
      { a: [1, 2], b: [3, 4], c: [5, 6], d: [7, 8] },
      { note: 'a new deployment is forced' },
    ),
    aResource('service amply-beat', { desiredCount: [undefined, 1] }, { action: 'create' }),
  );
  expect(planMarkdown(plan)).toBe(`## Plan: 1 to create and 1 to update

|  | resource | what changes |
| --- | --- | --- |
| ~ | \`service amply-api\` | a: \`1\` → \`2\`<br>b: \`3\` → \`4\`<br>c: \`5\` → \`6\`<br>and 1 more field<br>a new deployment is forced |
| + | \`service amply-beat\` | is created |

<details><summary>What changes, field by field</summary>

**service amply-api**

| field | from | to |
| --- | --- | --- |
| a | \`1\` | \`2\` |
| b | \`3\` | \`4\` |
| c | \`5\` | \`6\` |
| d | \`7\` | \`8\` |

**service amply-beat**

| field | value |
| --- | --- |
| desiredCount | \`1\` |

</details>`);
});

test('all that is deleted is named and counted, also what goes with an update or in one call', () => {
  const plan = aPlan(
    aResource(
      'other alarms of amply',
      {},
      { action: 'delete', deletes: [{ kind: 'alarm api-cpu' }, { kind: 'alarm api-5xx' }] },
    ),
    aResource(
      'metric filters of /ecs/api',
      { 'filters[a].metric': [1, 2] },
      { deletes: [{ kind: 'metric filter b' }] },
    ),
  );
  expect(planLines(plan)).toEqual([
    'Plan: 1 to update and 3 to delete.',
    '- alarm api-cpu',
    '- alarm api-5xx',
    '~ metric filters of /ecs/api  filters[a].metric  1 -> 2',
    '- metric filter b',
  ]);
  const markdown = planMarkdown(plan);
  expect(markdown).toContain('## Plan: 1 to update and 3 to delete');
  expect(markdown).toContain('| - | `alarm api-5xx` | is deleted |');
  expect(markdown).toContain('| - | `metric filter b` | is deleted |');
  expect(markdown).not.toContain('other alarms');
  expect(JSON.parse(plannedChangesJson(plan))).toEqual([
    { resource: 'alarm api-cpu', action: 'delete', result: 'planned', fields: [] },
    { resource: 'alarm api-5xx', action: 'delete', result: 'planned', fields: [] },
    {
      resource: 'metric filters of /ecs/api',
      action: 'update',
      result: 'planned',
      fields: [{ path: 'filters[a].metric', from: 1, to: 2 }],
    },
    { resource: 'metric filter b', action: 'delete', result: 'planned', fields: [] },
  ]);
});
