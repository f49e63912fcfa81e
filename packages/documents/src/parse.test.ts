import { describe, expect, test } from '@jest/globals';
import { Diagnostics, parseDocument, type Json } from './index.ts';

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
    {
      name: 'an anchor repeated after it was given anew',
      bytes: 'a: &a {x: &x 1}\nb: &x 2\nc: *a\nd: *x',
      value: { a: { x: 1 }, b: 2, c: { x: 1 }, d: 2 },
    },
    {
      name: 'jsonnet words in plain texts',
      bytes: 'a: std.extVar(1)\nb: local x = 1',
      value: { a: 'std.extVar(1)', b: 'local x = 1' },
    },
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
