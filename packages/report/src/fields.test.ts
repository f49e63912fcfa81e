import { expect, test } from '@jest/globals';
import type { Json } from '@fargate-actions/documents';
import { aPlan, aResource } from '../test/builders.ts';
import { planLines, plannedChangesJson } from './index.ts';

/** The changed fields of a resource, as the plan shows them. */
function shown(path: string, from: Json | undefined, to: Json | undefined): string[] {
  const [, first = '', ...rest] = planLines(aPlan(aResource('service x', { [path]: [from, to] })));
  return (rest.length > 0 ? rest : [first.replace('~ service x', '')]).map((line) =>
    line.trim().replace(/\s{2,}/, ': '),
  );
}

const api = (container: Record<string, Json>) => [{ name: 'api', ...container }];
const variables = (all: Record<string, string>) => Object.entries(all).map(([name, value]) => ({ name, value }));

test.each<{ name: string; path: string; from?: Json; to?: Json; expected: string[] }>([
  { name: 'a number', path: 'cpu', from: 256, to: 512, expected: ['cpu: 256 -> 512'] },
  { name: 'a text that looks like a number', path: 'cpu', from: 512, to: '512', expected: ['cpu: 512 -> "512"'] },
  { name: 'absence', path: 'role', to: 'x', expected: ['role: (none) -> x'] },
  { name: 'a text that looks like absence', path: 'role', from: '(none)', to: '', expected: ['role: "(none)" -> ""'] },
  { name: 'null', path: 'role', from: null, to: 'null', expected: ['role: null -> "null"'] },
  { name: 'line ends and quotes', path: 'a', from: 'x\ny', to: '"', expected: ['a: "x\\ny" -> "\\""'] },
  { name: 'a list', path: 'a', from: ['x', '1'], to: [], expected: ['a: x, "1" -> []'] },
  {
    name: 'an object, field by field, the same ones left out',
    path: 'a',
    from: { b: 1, c: { d: 2 } },
    to: { b: 1, c: { d: 3, e: true } },
    expected: ['a.c.d: 2 -> 3', 'a.c.e: (none) -> true'],
  },
  {
    name: 'a whole object',
    path: '',
    to: { a: 1, b: { c: 'x' } },
    expected: ['a: (none) -> 1', 'b.c: (none) -> x'],
  },
  {
    name: 'a container by its name',
    path: 'containerDefinitions',
    from: [...api({ cpu: 1 }), { name: 'log', cpu: 1 }],
    to: [{ name: 'log', cpu: 1 }, ...api({ cpu: 2 })],
    expected: ['containerDefinitions[api].cpu: 1 -> 2'],
  },
  {
    name: 'a reference by its name',
    path: 'containerDefinitions',
    from: api({ secrets: [{ name: 'K', valueFrom: 'arn:a' }] }),
    to: api({ secrets: [{ name: 'K', valueFrom: 'arn:b' }] }),
    expected: ['containerDefinitions[api].secrets[K]: arn:a -> arn:b'],
  },
  {
    name: 'a reference to a secret, which is none itself',
    path: 'containerDefinitions[api].secrets[STRIPE_SECRET]',
    from: { name: 'STRIPE_SECRET', valueFrom: 'arn:a' },
    to: { name: 'STRIPE_SECRET', valueFrom: 'arn:b' },
    expected: ['containerDefinitions[api].secrets[STRIPE_SECRET]: arn:a -> arn:b'],
  },
  {
    name: 'items without names by their place',
    path: 'portMappings',
    from: [{ containerPort: 80 }, { containerPort: 81 }],
    to: [{ containerPort: 80 }, { containerPort: 82 }],
    expected: ['portMappings[1].containerPort: 81 -> 82'],
  },
  {
    name: 'items without names, more of them',
    path: 'portMappings',
    from: [{ containerPort: 80 }],
    to: [{ containerPort: 80 }, { containerPort: 82, name: 'a, b' }],
    expected: ['portMappings: {containerPort: 80} -> {containerPort: 80}, {containerPort: 82, name: "a, b"}'],
  },
])('shows $name', ({ path, from, to, expected }) => {
  expect(shown(path, from, to)).toEqual(expected);
});

test.each<{ name: string; path: string; from: Json; to: Json; expected: string[] }>([
  {
    name: 'the values of variables, and says which changed, came and went',
    path: 'containerDefinitions',
    from: api({ environment: variables({ LEVEL: 'hunter1', 'a.b': 'hunter2', SAME: 'hunter0' }) }),
    to: api({ environment: variables({ LEVEL: 'hunter3', MODE: 'hunter4', SAME: 'hunter0' }) }),
    expected: [
      'containerDefinitions[api].environment[LEVEL]: (hidden) -> (hidden, changed)',
      'containerDefinitions[api].environment[MODE]: (none) -> (hidden)',
      'containerDefinitions[api].environment[a.b]: (hidden) -> (none)',
    ],
  },
  {
    name: 'the variables of a container that is new',
    path: 'containerDefinitions',
    from: api({ cpu: 1 }),
    to: [...api({ cpu: 1 }), { name: 'log', environment: variables({ LEVEL: 'hunter1' }) }],
    expected: ['containerDefinitions[log].environment[LEVEL]: (none) -> (hidden)'],
  },
  {
    name: 'the variables of a container that goes',
    path: 'containerDefinitions',
    from: [...api({ cpu: 1 }), { name: 'log', environment: variables({ LEVEL: 'hunter1' }) }],
    to: api({ cpu: 1 }),
    expected: ['containerDefinitions[log].environment[LEVEL]: (hidden) -> (none)'],
  },
  {
    name: 'a variable that has no value',
    path: 'containerDefinitions[api].environment[LEVEL].value',
    from: '',
    to: 'hunter3',
    expected: ['containerDefinitions[api].environment[LEVEL]: (hidden) -> (hidden, changed)'],
  },
  {
    name: 'a variable that is new',
    path: 'containerDefinitions[api].environment[LEVEL]',
    from: null,
    to: { name: 'LEVEL', value: 'hunter3' },
    expected: ['containerDefinitions[api].environment[LEVEL]: (none) -> (hidden)'],
  },
  {
    name: 'a variable whose name is not known',
    path: 'containerDefinitions[0].environment[3].value',
    from: 'hunter2',
    to: 'hunter3',
    expected: ['containerDefinitions[0].environment[3]: (hidden) -> (hidden, changed)'],
  },
  {
    name: 'all variables where one of them is there twice',
    path: 'containerDefinitions',
    from: api({ environment: [...variables({ A: 'hunter1' }), ...variables({ A: 'hunter2' })] }),
    to: api({ environment: variables({ A: 'hunter1' }) }),
    expected: ['containerDefinitions[api].environment: (hidden) -> (hidden, changed)'],
  },
  {
    name: 'variables that are a map',
    path: 'containerDefinitions',
    from: api({ environment: { A: 'hunter1' } }),
    to: api({ environment: { A: 'hunter2', B: 'hunter3' } }),
    expected: [
      'containerDefinitions[api].environment.A: (hidden) -> (hidden, changed)',
      'containerDefinitions[api].environment.B: (none) -> (hidden)',
    ],
  },
  {
    name: "a log driver's option",
    path: 'logConfiguration',
    from: { options: { 'splunk-token': 'hunter2' } },
    to: { options: { 'splunk-token': 'hunter3' } },
    expected: ['logConfiguration.options.splunk-token: (hidden) -> (hidden, changed)'],
  },
  {
    name: 'the password of a URL',
    path: 'command',
    from: ['postgres://amply:hunter2@old/amply'],
    to: ['postgres://amply:hunter3@new/amply'],
    expected: ['command: "postgres://amply:(hidden)@old/amply" -> "postgres://amply:(hidden)@new/amply"'],
  },
  {
    name: 'the secrets of a command, and says that one changed',
    path: 'containerDefinitions',
    from: api({ command: ['app', '--token=hunter2'], entryPoint: ['sh', '-c', 'app --password hunter2'] }),
    to: api({ command: ['app', '--token=hunter3'], entryPoint: ['sh', '-c', 'run --password hunter2'] }),
    expected: [
      'containerDefinitions[api].command: app, --token=(hidden) -> app, "--token=(hidden, changed)"',
      'containerDefinitions[api].entryPoint: sh, -c, app --password (hidden) -> sh, -c, run --password (hidden)',
    ],
  },
  {
    name: 'the password of a health check',
    path: 'containerDefinitions',
    from: api({}),
    to: api({ healthCheck: { command: ['CMD', 'curl', '-u', 'amply:hunter2', 'http://x'] } }),
    expected: ['containerDefinitions[api].healthCheck.command: (none) -> CMD, curl, -u, "amply:(hidden)", "http://x"'],
  },
  {
    name: 'a variable deep in a list without names',
    path: 'overrides',
    from: [],
    to: [{ environment: variables({ LEVEL: 'hunter2' }) }, { environment: 'hunter3' }],
    expected: [
      'overrides: [] -> {environment: [{name: LEVEL, value: "(hidden)"}]}, {environment: "(hidde... (76 characters)',
    ],
  },
])('hides $name', ({ path, from, to, expected }) => {
  expect(shown(path, from, to)).toEqual(expected);
  expect(plannedChangesJson(aPlan(aResource('service x', { [path]: [from, to] })))).not.toContain('hunter');
});

const image = (digest: string, registry = '123456789012') =>
  `${registry}.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@sha256:${digest.padEnd(64, '0')}`;

test.each([
  {
    name: 'two digests, by their beginnings',
    from: image('aa'),
    to: image('bb'),
    expected: '...amply-backend@sha256:aa0000000000... -> ...amply-backend@sha256:bb0000000000...',
  },
  {
    name: 'two digests that begin alike, where they differ',
    from: image('aaaaaaaaaaaaaaaaaaaaaaaa1'),
    to: image('aaaaaaaaaaaaaaaaaaaaaaaa2'),
    expected: /a1000.* -> .*a2000/,
  },
  {
    name: 'two revisions of one family',
    from: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/amply-api:41',
    to: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/amply-api:42',
    expected: 'amply-api:41 -> amply-api:42',
  },
  {
    name: 'one revision of two accounts, in full',
    from: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/amply-api:41',
    to: 'arn:aws:ecs:eu-central-1:210987654321:task-definition/amply-api:41',
    expected:
      'arn:aws:ecs:eu-central-1:123456789012:task-definition/amply-api:41 -> arn:aws:ecs:eu-central-1:210987654321:task-definition/amply-api:41',
  },
  {
    name: 'two registries',
    from: image('aa'),
    to: image('aa', '210987654321'),
    expected: /^123456789012\.dkr.* -> 210987654321\.dkr/,
  },
  {
    name: 'two long texts that differ at the end',
    from: `${'word '.repeat(100)}old`,
    to: `${'word '.repeat(100)}new`,
    expected: '...old -> ...new',
  },
  {
    name: 'a long text that becomes another',
    from: 'a'.repeat(500),
    to: 'b',
    expected: `${'a'.repeat(72)}... (500 characters) -> b`,
  },
])('shortens $name', ({ from, to, expected }) => {
  const [line = ''] = shown('image', from, to);
  if (typeof expected === 'string') expect(line).toBe(`image: ${expected}`);
  else expect(line.replace('image: ', '')).toMatch(expected);
});
