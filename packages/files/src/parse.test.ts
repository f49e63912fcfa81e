import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Diagnostics, parseDocument, type Document, type Json } from './index.ts';

/** What a text with ▸ before each place of an error is read to: its value, and the rules found, each at its mark. */
function read(marked: string): { document: Document | undefined; found: string[]; marks: string[] } {
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
  const document = parseDocument(text, 'api/task-definition.yml', diagnostics);
  const found = diagnostics.all.map(({ at, rule }) => `${at?.line}:${at?.column} ${rule}`);
  return { document, found, marks };
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
  { name: 'a tab as indentation', text: 'a:\n▸\tb: 1\n▸\tc: 2\n', rules: ['tab-indent', 'tab-indent'] },
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

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const utf16 = (text: string, isBigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const PLAIN = '{\n  "family": "äpi",\n  "cpu": "256"\n}\n';
const PLAIN_YAML = 'family: äpi\ncpu: "256"\n';

describe('tolerated', () => {
  const same = { family: 'äpi', cpu: '256' };

  test.each<{ name: string; bytes: string | Uint8Array; value: Json }>([
    { name: 'JSON as text', bytes: PLAIN, value: same },
    { name: 'YAML as text', bytes: PLAIN_YAML, value: same },
    { name: 'UTF-8', bytes: Buffer.from(PLAIN), value: same },
    { name: 'UTF-8 with a byte-order mark', bytes: Buffer.from(`\uFEFF${PLAIN}`), value: same },
    { name: 'UTF-16 LE with a byte-order mark', bytes: utf16(`\uFEFF${PLAIN}`, false), value: same },
    { name: 'UTF-16 BE with a byte-order mark', bytes: utf16(`\uFEFF${PLAIN}`, true), value: same },
    { name: 'UTF-16 LE without', bytes: utf16(PLAIN_YAML, false), value: same },
    { name: 'UTF-16 BE without', bytes: utf16(PLAIN_YAML, true), value: same },
    { name: 'a UTF-16 redirect with CRLF', bytes: utf16(`\uFEFF${crlf(PLAIN)}`, false), value: same },
    { name: 'CRLF in JSON', bytes: crlf(PLAIN), value: same },
    { name: 'CRLF in YAML', bytes: crlf(PLAIN_YAML), value: same },
    { name: 'CR alone in YAML', bytes: PLAIN_YAML.replaceAll('\n', '\r'), value: same },
    { name: 'tabs in JSON', bytes: PLAIN.replaceAll('  ', '\t'), value: same },
    {
      name: '// comments',
      bytes: '// a\n{"a": 1, // "b": 2,\n "c": "http://x" } // d',
      value: { a: 1, c: 'http://x' },
    },
    { name: '# comments in JSON', bytes: '# a\n{"a": "#1" # b\n}', value: { a: '#1' } },
    { name: '/* comments */', bytes: '/* a\n */{"a": /* 1 */ 2}', value: { a: 2 } },
    {
      name: 'comments in JavaScript notation',
      bytes: "{ // one\n  family: 'x', /* two */\n  url: http://x,\n}",
      value: { family: 'x', url: 'http://x' },
    },
    {
      name: 'YAML in flow style',
      bytes: '{family: x, cpu: 256, command: [a, b],}',
      value: { family: 'x', cpu: 256, command: ['a', 'b'] },
    },
    { name: 'a list of texts', bytes: '[api, worker]', value: ['api', 'worker'] },
    { name: 'a bare list in JSON', bytes: '[{"name": "api"}]', value: [{ name: 'api' }] },
    { name: 'empty brackets', bytes: '{}', value: {} },
    { name: 'an empty list', bytes: '[ ]', value: [] },
    { name: 'document markers', bytes: '%YAML 1.2\n---\na: 1\n...\n---\n', value: { a: 1 } },
    { name: 'escapes of JSON', bytes: '{"a": "\\u00e4\\n\\"\\\\\\/\\ud83d\\ude00"}', value: { a: 'ä\n"\\/😀' } },
    {
      name: 'placeholders in quotes',
      bytes: '{"a": "{{PORT}}", "b": "<IMAGE>", "c": "${X}"}',
      value: { a: '{{PORT}}', b: '<IMAGE>', c: '${X}' },
    },
    {
      name: 'placeholders that YAML reads',
      bytes: 'a: <IMAGE>\nb: ${X}\nc: x-{{y}}',
      value: { a: '<IMAGE>', b: '${X}', c: 'x-{{y}}' },
    },
    {
      name: 'template lines in a text',
      bytes: 'a: |\n  {% if x %}\n  {{- end }}\n',
      value: { a: '{% if x %}\n{{- end }}\n' },
    },
    {
      name: 'jsonnet words in texts',
      bytes: '{"a": "std.extVar(1)", "b": "local x = 1"}',
      value: { a: 'std.extVar(1)', b: 'local x = 1' },
    },
    { name: 'numbers', bytes: 'a: 70.0\nb: 0x1F\nc: 1e3\nd: -1', value: { a: 70, b: 31, c: 1000, d: -1 } },
    {
      name: 'booleans of YAML 1.2 only',
      bytes: 'a: yes\nb: on\nc: true\nd: "true"',
      value: { a: 'yes', b: 'on', c: true, d: 'true' },
    },
    {
      name: 'times and dates as text',
      bytes: 'a: 20:00\nb: 2024-01-01\nc: 1.4.0',
      value: { a: '20:00', b: '2024-01-01', c: '1.4.0' },
    },
    { name: 'absent values', bytes: 'a:\nb: ~\nc: null', value: { a: null, b: null, c: null } },
    {
      name: 'numbers and booleans as keys',
      bytes: '80: a\n1.0: b\ntrue: c',
      value: { '80': 'a', '1.0': 'b', true: 'c' },
    },
    { name: 'core tags', bytes: 'a: !!str 80\nb: ! x', value: { a: '80', b: 'x' } },
    { name: 'folded texts', bytes: 'a: >-\n  x\n  y\nb: |\n  z\n', value: { a: 'x y', b: 'z\n' } },
    {
      name: 'anchors',
      bytes: 'a: &a {x: [1]}\nb: *a\nc: [*a]',
      value: { a: { x: [1] }, b: { x: [1] }, c: [{ x: [1] }] },
    },
    { name: 'an anchor given anew', bytes: 'a: &a 1\nb: *a\nc: &a 2\nd: *a', value: { a: 1, b: 1, c: 2, d: 2 } },
    {
      name: 'a merge key',
      bytes: 'a: &a {x: 1, y: 1}\nb:\n  y: 2\n  <<: *a',
      value: { a: { x: 1, y: 1 }, b: { y: 2, x: 1 } },
    },
    {
      name: 'a merge of several',
      bytes: 'a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b]}',
      value: { a: { x: 1 }, b: { x: 2, y: 2 }, c: { x: 1, y: 2 } },
    },
    {
      name: 'a merge of a merge',
      bytes: 'a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}',
      value: { a: { x: 1 }, b: { x: 1, y: 2 }, c: { x: 1, y: 2 } },
    },
    { name: '<< in quotes, a key', bytes: '"<<": 1', value: { '<<': 1 } },
    {
      name: "names of an object's own",
      bytes: '{"__proto__": 1, "constructor": 2}',
      value: JSON.parse('{"__proto__": 1, "constructor": 2}') as Json,
    },
  ])('$name', ({ bytes, value }) => {
    const diagnostics = new Diagnostics();
    expect(parseDocument(bytes, 'f', diagnostics)?.value).toEqual(value);
    expect(diagnostics.all).toEqual([]);
  });
});

describe('encodings that are none', () => {
  test('Windows-1252 is told, at its first character that is not UTF-8', () => {
    const diagnostics = new Diagnostics();
    expect(parseDocument(Buffer.from('a: 1\nb: caf\xe9', 'latin1'), 'f', diagnostics)).toBeUndefined();
    expect(diagnostics.all).toMatchObject([{ rule: 'files/encoding', at: { line: 2, column: 7 } }]);
  });

  test('an image is told', () => {
    const diagnostics = new Diagnostics();
    expect(parseDocument(Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'f', diagnostics)).toBeUndefined();
    expect(diagnostics.all).toMatchObject([{ rule: 'files/binary' }]);
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

describe('places', () => {
  const positionOf = (text: string, path: (string | number)[]): [key: string, value: string] => {
    const document = parseDocument(text, 'f', new Diagnostics());
    const { key, value } = { key: document?.keyAt(path), value: document?.at(path) };
    return [`${key?.line}:${key?.column}`, `${value?.line}:${value?.column}`];
  };

  test.each<{ name: string; text: string; path: (string | number)[]; key: string; value: string }>([
    { name: 'a value of a map', text: 'a:\n  b: 1', path: ['a', 'b'], key: '2:3', value: '2:6' },
    { name: 'a map', text: 'a:\n  b: 1', path: ['a'], key: '1:1', value: '2:3' },
    { name: 'an item', text: 'a:\n  - x\n  - y', path: ['a', 1], key: '3:5', value: '3:5' },
    { name: 'the root', text: '# c\na: 1', path: [], key: '2:1', value: '2:1' },
    { name: 'an absent value', text: 'a:\nb: 1', path: ['a'], key: '1:1', value: '1:3' },
    { name: 'a text of several lines', text: 'a: |\n  x\n', path: ['a'], key: '1:1', value: '1:4' },
    { name: 'in JSON', text: '{\n\t"a": {"b":  true}}', path: ['a', 'b'], key: '2:8', value: '2:14' },
    { name: 'after CRLF', text: '{\r\n "a":\r\n  1}', path: ['a'], key: '2:2', value: '3:3' },
    { name: 'after a byte-order mark', text: '\uFEFFa: 1', path: ['a'], key: '1:1', value: '1:4' },
    { name: 'after an emoji, in code units', text: '{"😀": 1, "a": 2}', path: ['a'], key: '1:11', value: '1:16' },
    {
      name: "an alias: the anchor's content",
      text: 'a: &a {x: 1}\nb: *a',
      path: ['b', 'x'],
      key: '1:8',
      value: '1:11',
    },
    { name: "an alias's own key", text: 'a: &a {x: 1}\nb: *a', path: ['b'], key: '2:1', value: '1:7' },
    { name: 'a merged key', text: 'a: &a {x: 1}\nb:\n  <<: *a', path: ['b', 'x'], key: '1:8', value: '1:11' },
    {
      name: 'a value that is not there: its nearest ancestor',
      text: 'a:\n  b: 1',
      path: ['a', 'c', 0],
      key: '1:1',
      value: '2:3',
    },
  ])('$name', ({ text, path, key, value }) => {
    expect(positionOf(text, path)).toEqual([key, value]);
  });

  test('whatever is printed as JSON is read back, each value at its place', () => {
    const kept = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value), keepExactly) as Json);
    const json = fc.oneof(fc.dictionary(fc.string(), kept), fc.array(kept));
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const diagnostics = new Diagnostics();
        const document = parseDocument(text, 'f', diagnostics);
        expect(diagnostics.all).toEqual([]);
        expect(document?.value).toEqual(JSON.parse(text));
        for (const [path, part] of parts(document?.value ?? null)) {
          const at = document?.at(path);
          const line = text.split('\n').slice((at?.line ?? 0) - 1);
          const rest = line.join('\n').slice((at?.column ?? 0) - 1);
          expect(rest.startsWith(JSON.stringify(part, null, indent).slice(0, 1))).toBe(true);
          if (typeof part === 'string' || typeof part === 'number')
            expect(rest.startsWith(JSON.stringify(part))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no text at all makes reading throw, and none is refused without an error', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\n',
      ' ',
      '  ',
      '- ',
      'a',
      'b: ',
      '1',
      '#',
      '//',
      '*a',
      '&a ',
      '<<: ',
      '{{',
      '}}',
      '\\',
      '\t',
      '!x ',
      '|',
      '%',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const diagnostics = new Diagnostics();
        const document = parseDocument(pieces.join(''), 'f', diagnostics);
        expect(document !== undefined || diagnostics.hasErrors).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** A whole number too large to be kept exactly is an error of its own. */
function keepExactly(_key: string, value: unknown): unknown {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? 0.5 : value;
}

function* parts(value: Json, path: (string | number)[] = []): Generator<[(string | number)[], Json]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* parts(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
