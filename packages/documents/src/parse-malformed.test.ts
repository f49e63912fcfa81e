import { describe, expect, test } from '@jest/globals';
import { Diagnostics, parseDocument, type Json } from './index.ts';

/** The rules found in a text that has ▸ before each place of an error, with their positions, and those of the marks. */
function read(marked: string): { found: string[]; marks: string[] } {
  const marks: string[] = [];
  let text = '';
  for (const [index, part] of marked.split('▸').entries()) {
    if (index > 0) {
      const lines = text.split('\n');
      marks.push(`${lines.length}:${(lines.at(-1) ?? '').length + 1}`);
    }
    text += part;
  }
  const diagnostics = new Diagnostics();
  parseDocument(text, 'api/task-definition.yml', diagnostics);
  const found = diagnostics.all.map(({ at, rule }) => `${at?.line}:${at?.column} ${rule}`);
  return { found, marks };
}

interface Malformed {
  readonly name: string;
  readonly text: string;
  readonly rules: readonly string[];
}

const CONFLICT = `{
▸<<<<<<< HEAD
  "cpu": "256",
=======
  "cpu": "512",
>>>>>>> feature
  "memory": "512",
▸<<<<<<< HEAD
  "family": "a"
=======
  "family": "b"
>>>>>>> feature
}`;

const ALIAS_BOMB = `
a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, ▸*c, *c, *c]
e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
`;

// Each map merges the one before it twice: 8 166 merges up to the 11th, as many again in the 12th.
const MERGE_BOMB = Array.from(
  { length: 40 },
  (_, level) =>
    `m${level}: &m${level} ${level === 0 ? '{x: 1}' : `{<<: ${level === 12 ? '▸' : ''}[*m${level - 1}, *m${level - 1}]}`}\n`,
).join('');

const malformedJson: Malformed[] = [
  { name: 'a comma before }', text: '{"cpu": "256"▸,\n}', rules: ['trailing-comma'] },
  { name: 'a comma before ]', text: '{"a": [1, 2▸, ]}', rules: ['trailing-comma'] },
  { name: 'a comma at the end', text: '{"a": 1}▸,\n', rules: ['trailing-comma'] },
  {
    name: 'every comma too many',
    text: '{"a": [1▸,],\n "b": {"c": 1▸,}▸,}',
    rules: Array<string>(3).fill('trailing-comma'),
  },
  { name: 'a comma first', text: '{▸, "a": 1}', rules: ['extra-comma'] },
  { name: 'two commas', text: '[1, ▸, 2]', rules: ['extra-comma'] },
  { name: 'no comma between lines', text: '{\n  "a": 1▸\n  "b": 2\n}', rules: ['missing-comma'] },
  { name: 'no comma between maps', text: '[{"a": 1}▸\n{"b": 2}]', rules: ['missing-comma'] },
  { name: 'no colon', text: '{"a"▸ 1, "b"▸}', rules: ['missing-colon', 'missing-colon'] },
  { name: 'no value', text: '{"a": ▸, "b": ▸}', rules: ['missing-value', 'missing-value'] },
  { name: 'no key', text: '{"a": 1, ▸{"b": 2}}', rules: ['missing-key'] },
  { name: 'a colon in a list', text: '["a"▸: 1]', rules: ['json-syntax'] },
  { name: 'a {{placeholder}} for a number', text: '{"containerPort": ▸{{PORT}}}', rules: ['unquoted-placeholder'] },
  { name: 'a {{ placeholder }} with blanks', text: '{"a": ▸{{ port }},\n"b": 1}', rules: ['unquoted-placeholder'] },
  {
    name: 'an <IMAGE>',
    text: '{"image": ▸<IMAGE>, "port": ▸<PORT:80>}',
    rules: ['unquoted-placeholder', 'unquoted-placeholder'],
  },
  { name: 'a ${VARIABLE}', text: '[▸${PORT}]', rules: ['unquoted-placeholder'] },
  { name: 'a #{TOKEN}', text: '{"a": ▸#{PORT}}', rules: ['unquoted-placeholder'] },
  { name: 'a %TOKEN%', text: '[▸%PORT%]', rules: ['unquoted-placeholder'] },
  { name: 'a __TOKEN__', text: '[1, ▸__PORT__]', rules: ['unquoted-placeholder'] },
  { name: 'a NAME in capitals', text: '{"a": ▸CONTAINER_PORT}', rules: ['unquoted-placeholder'] },
  { name: 'a text without quotes', text: '{"image": ▸nginx:latest, "b": 1}', rules: ['missing-quotes'] },
  { name: 'single quotes', text: '{"image": ▸\'nginx, latest\'}', rules: ['missing-quotes'] },
  { name: 'a key without quotes', text: '{"a": 1, ▸b: 2}', rules: ['missing-quotes'] },
  { name: 'a doubled quote first', text: '{\n  "name": ▸""api",\n  "cpu": 1\n}', rules: ['doubled-quote'] },
  { name: 'a doubled quote last', text: '{"name": "api"▸"}', rules: ['doubled-quote'] },
  {
    name: 'doubled quotes in a key',
    text: '{▸""name"": "api",\n "cpu": 1▸,}',
    rules: ['doubled-quote', 'trailing-comma'],
  },
  { name: 'a quote inside a text', text: '{"command": "echo "▸hello""}', rules: ['unescaped-quote'] },
  { name: 'a quote not closed', text: '{\n "name": ▸"api,\n "cpu": ▸tru\n}', rules: ['unclosed', 'missing-quotes'] },
  { name: 'a text over two lines', text: '{"name": ▸"one\ntwo", "b": x}', rules: ['unclosed'] },
  { name: 'a } not closed', text: '▸{"a": {"b": 1}', rules: ['unclosed'] },
  { name: 'the wrong bracket', text: '{"a": ▸[1, 2}', rules: ['unclosed'] },
  { name: 'a comment not closed', text: '{"a": ▸/* here', rules: ['unclosed'] },
  { name: 'an unknown escape', text: '{"command": "grep ▸\\d"}', rules: ['escape'] },
  {
    name: 'words of Python and JavaScript',
    text: '{"a": [▸None, ▸True, ▸undefined]}',
    rules: Array<string>(3).fill('json-syntax'),
  },
  {
    name: 'numbers of other languages',
    text: '[▸01, ▸.5, ▸+1, ▸0x1F, ▸NaN, ▸-Infinity, ▸1.]',
    rules: Array<string>(7).fill('number'),
  },
  { name: 'a number too large', text: '{"account": ▸123456789012345678, "b": ▸1e999}', rules: ['number', 'number'] },
  { name: 'a key twice', text: '{"a": 1,\n "b": 2, ▸"a": 3}', rules: ['duplicate-key'] },
  { name: 'two documents', text: '{"a": 1}\n▸{"b": 2}', rules: ['several-documents'] },
  { name: 'two documents with a marker', text: '{"a": 1}\n▸---\n{"b": 2}', rules: ['several-documents'] },
  { name: 'text after the end', text: '{"a": 1} ▸done', rules: ['json-syntax'] },
  { name: 'brackets without end', text: `${'['.repeat(200)}▸[${'['.repeat(50_000)}`, rules: ['too-deep'] },
  {
    name: 'many errors at once',
    text: '{\n"a": ▸<A>,\n"b": ▸""x",\n"c": ▸tru\n}',
    rules: ['unquoted-placeholder', 'doubled-quote', 'missing-quotes'],
  },
];

const malformedYaml: Malformed[] = [
  { name: 'a line between two depths, without echoes', text: 'a:\n  n: 1\n ▸n: 2\nn: 3\n', rules: ['indentation'] },
  { name: 'a colon after a ${VARIABLE}, which is fine', text: 'a: ▸${X}: y\n', rules: ['missing-quotes'] },
  { name: 'a tab as indentation', text: 'a:\n▸\tb: 1\n▸\tc: 2\n', rules: ['tab-indent', 'tab-indent'] },
  {
    name: 'a tab before one of several keys',
    text: 'a:\n  - x: 1\n▸\ty: 2\n    z: 3\n    w: 4\n',
    rules: ['tab-indent'],
  },
  { name: 'a tab among blanks', text: 'a:\n  - x\n▸\t- y\n', rules: ['tab-indent'] },
  { name: 'a {{placeholder}}', text: 'port: ▸{{PORT}}\nb: 1', rules: ['unquoted-placeholder'] },
  {
    name: 'a {{placeholder}} and more',
    text: 'a: 1\nimage: ▸{{ repository }}:latest\n',
    rules: ['unquoted-placeholder'],
  },
  { name: 'a ${VARIABLE} in brackets', text: 'subnets: [▸${A}, ${B}]\n', rules: ['unquoted-placeholder'] },
  {
    name: 'a %TOKEN% and an @TOKEN@',
    text: '- ▸%A%\n- ▸@B@\n',
    rules: ['unquoted-placeholder', 'unquoted-placeholder'],
  },
  { name: 'placeholders beside an error', text: 'a: ▸{{A}}\nb: ▸"x\n', rules: ['unquoted-placeholder', 'unclosed'] },
  { name: 'a reserved character', text: 'a: ▸`date`\n', rules: ['missing-quotes'] },
  { name: 'a cron schedule', text: 'schedule: ▸* * * * *\n', rules: ['missing-quotes'] },
  { name: 'a colon in a text', text: 'message: ▸failed: no memory\n', rules: ['missing-quotes'] },
  { name: 'doubled quotes first', text: 'name: ▸""api""\nb: 1\n', rules: ['doubled-quote'] },
  { name: 'a doubled quote last', text: 'name: "api"▸"\nb: "x"\n', rules: ['doubled-quote'] },
  { name: 'a quote inside a text', text: "name: 'it'▸s'\n", rules: ['unescaped-quote'] },
  { name: 'a quote not closed', text: 'a: 1\nname: ▸"api\nb: 1\n', rules: ['unclosed'] },
  { name: 'a list not closed', text: 'a: ▸[1, 2\nb: 3\n', rules: ['unclosed'] },
  { name: 'a map not closed', text: 'a: ▸{x: 1\nb: 3\n', rules: ['unclosed'] },
  { name: 'an unknown escape', text: 'a: "▸\\d+"\n', rules: ['escape'] },
  { name: 'a line too deep', text: 'a: 1\n  ▸b: 2\n', rules: ['indentation'] },
  { name: 'a line between two depths', text: 'a:\n    b: 1\n  ▸c: 2\n', rules: ['indentation'] },
  { name: 'a list on the line of its key', text: 'a: ▸- b\n', rules: ['yaml-syntax'] },
  { name: 'no blank after a colon', text: 'a: 1\nb:▸2\n', rules: ['missing-space'] },
  { name: 'no blank after a dash', text: 'a:\n- x\n-▸y\n- z\n', rules: ['missing-space'] },
  { name: 'no colon', text: 'a: 1\n▸foo\nb: 2\n', rules: ['missing-colon'] },
  { name: 'no comma', text: 'a: [{b: 1} ▸{c: 2}]\n', rules: ['missing-comma'] },
  { name: 'no comma in a map', text: 'a: {b: ▸1 c: 2}\n', rules: ['missing-comma'] },
  { name: 'two commas in a list', text: 'a: [1,▸,2]\n', rules: ['extra-comma'] },
  { name: 'a comma at the end of a line', text: 'a: "x"▸,\nb: 1\n', rules: ['extra-comma'] },
  { name: 'a bracket too many', text: 'a: [1]▸]\nb: 1\n', rules: ['unopened'] },
  { name: 'items among keys', text: 'a: 1\n▸- b\n', rules: ['indentation'] },
  { name: 'keys among items', text: '- a\n▸b: 1\n', rules: ['indentation'] },
  { name: 'a space that is none', text: '▸\u00a0 a: 1\nb: 1\n', rules: ['invisible-character'] },
  { name: 'a key twice', text: 'a: 1\nb:\n  c: 1\n  ▸c: 2\n▸a: 3\n', rules: ['duplicate-key', 'duplicate-key'] },
  {
    name: 'an unknown anchor',
    text: 'a: &defaults {b: 1}\nc: ▸*defualts\nd: ▸*nothing\n',
    rules: ['unknown-anchor', 'unknown-anchor'],
  },
  { name: 'an alias in its own value', text: 'a: &a\n  b: [▸*a]\n', rules: ['alias-cycle'] },
  { name: 'a merge of its own map', text: 'a: &a\n  <<: ▸*a\n', rules: ['alias-cycle'] },
  { name: 'aliases that multiply', text: ALIAS_BOMB, rules: ['too-many-aliases'] },
  { name: 'merges that multiply', text: MERGE_BOMB, rules: ['too-many-aliases'] },
  { name: 'a merge of a number', text: 'a: &a 1\nb:\n  <<: ▸*a\n', rules: ['merge-key'] },
  {
    name: "CloudFormation's functions",
    text: 'a: ▸!Ref Role\nb: ▸!Sub "${X}"\nc: ▸!Join [",", []]\n',
    rules: ['tag', 'tag', 'tag'],
  },
  { name: 'tags of other languages', text: 'a: ▸!!python/tuple [1]\nb: ▸!!binary aGk=\n', rules: ['tag', 'tag'] },
  { name: 'numbers that JSON lacks', text: 'a: ▸.inf\nb: ▸.nan\nc: ▸1e400\n', rules: ['number', 'number', 'number'] },
  {
    name: 'numbers that would change',
    text: 'account: ▸012345678901\nb: ▸12345678901234567\n',
    rules: ['number', 'number'],
  },
  { name: 'a list as a key', text: '? ▸[a]\n: 1\n', rules: ['key-not-text'] },
  { name: 'null as a key', text: 'a: 1\n▸~: 1\n', rules: ['key-not-text'] },
  { name: 'several documents', text: 'a: 1\n▸---\nb: 2\n', rules: ['several-documents'] },
  { name: 'a single text', text: '▸hello\n', rules: ['scalar'] },
  { name: 'a single null', text: '# none\n▸null\n', rules: ['scalar'] },
  { name: 'lines without blanks', text: '▸a:1\nb:2\n', rules: ['scalar'] },
  { name: 'brackets without end', text: `a: ${'['.repeat(200)}▸[${'[x, '.repeat(20_000)}`, rules: ['too-deep'] },
  { name: 'dashes without end', text: `${'- '.repeat(201)}▸x`, rules: ['too-deep'] },
  {
    name: 'many errors at once',
    text: 'a: ▸"\\d"\nb:▸1\nc: ▸@x\n'.replace('▸"\\d', '"▸\\d'),
    rules: ['escape', 'missing-space', 'missing-quotes'],
  },
];

const malformedEitherWay: Malformed[] = [
  { name: 'nothing', text: '▸', rules: ['empty'] },
  { name: 'comments only', text: '▸# to do\n---\n\n', rules: ['empty'] },
  { name: 'a marker and a comment', text: '▸--- # to do\n', rules: ['empty'] },
  { name: 'merge conflicts in JSON', text: CONFLICT, rules: ['conflict-marker', 'conflict-marker'] },
  {
    name: 'a merge conflict in YAML',
    text: 'a: 1\n▸<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n',
    rules: ['conflict-marker'],
  },
  { name: 'a jsonnet program', text: "// env\n▸local env = std.extVar('env');\n{ family: 'api' }", rules: ['jsonnet'] },
  { name: 'a jsonnet object', text: "{\n  family: 'api',\n  cpu: ▸std.toString(256),\n}", rules: ['jsonnet'] },
  { name: 'a jsonnet field', text: "{\n  ▸image:: 'x',\n  a: 1,\n}", rules: ['jsonnet'] },
  { name: 'a jsonnet import', text: "▸import 'base.libsonnet'\n", rules: ['jsonnet'] },
  { name: 'a Jinja template', text: 'a: 1\n▸{% if x %}\nb: 1\n{% endif %}\n', rules: ['template'] },
  { name: 'a Helm template', text: 'a: 1\n  ▸{{- if .Values.x }}\nb: 1\n{{- end }}\n', rules: ['template'] },
  { name: 'a binary file', text: 'PK▸\u0003\u0004\u0000', rules: ['binary'] },
];

describe.each([
  { kind: 'JSON', cases: malformedJson },
  { kind: 'YAML', cases: malformedYaml },
  { kind: 'a file', cases: malformedEitherWay },
])('malformed $kind', ({ cases }) => {
  test.each(cases)('$name', ({ text, rules }) => {
    const { found, marks } = read(text);
    expect(found).toEqual(rules.map((rule, index) => `${marks[index]} files/${rule}`));
  });
});

describe('what goes on after an error', () => {
  test.each<{ name: string; text: string; value: Json | undefined }>([
    { name: 'an unknown tag leaves its text', text: 'a: !Ref Role', value: { a: 'Role' } },
    { name: 'an unfit number leaves its text', text: 'a: 012\nb: .inf', value: { a: '012', b: '.inf' } },
    {
      name: 'an unfit number of JSON leaves its text',
      text: '{"a": 12345678901234567890}',
      value: { a: '12345678901234567890' },
    },
    { name: 'a placeholder leaves its text', text: 'a: {{PORT}}\nb: 1', value: { a: '{{PORT}}', b: 1 } },
    { name: 'of a key twice the last one counts', text: '{"a": 1, "a": 2}', value: { a: 2 } },
    { name: 'an unknown alias leaves null', text: 'a: *b', value: { a: null } },
    { name: 'malformed JSON leaves nothing', text: '{"a": 1,}', value: undefined },
    { name: 'malformed YAML leaves nothing', text: 'a: "\\d"', value: undefined },
    { name: 'aliases that multiply leave nothing', text: ALIAS_BOMB.replace('▸', ''), value: undefined },
  ])('$name', ({ text, value }) => {
    const diagnostics = new Diagnostics();
    expect(parseDocument(text, 'f', diagnostics)?.value).toEqual(value);
    expect(diagnostics.hasErrors).toBe(true);
  });

  test.each([
    { name: 'a text without quotes', text: '{"value": hunter2}' },
    { name: 'a number', text: '{"value": 12345678901234567890}' },
    { name: 'a text after a text', text: '{"value": "a" "hunter2"}' },
    { name: 'an alias by accident', text: 'value: *hunter2' },
    { name: 'a tag by accident', text: 'value: !hunter2' },
    { name: 'a quote inside', text: 'value: "a"hunter2' },
    { name: 'a bracket too many', text: 'a: [1]]\nvalue: hunter2' },
  ])('what may be a secret is not repeated: $name', ({ text }) => {
    const diagnostics = new Diagnostics();
    parseDocument(text, 'f', diagnostics);
    expect(diagnostics.hasErrors).toBe(true);
    expect(JSON.stringify(diagnostics.all)).not.toMatch(/hunter2|12345678901234567890/);
  });
});
