import { expect, test } from '@jest/globals';
import { Diagnostics, parseDocument, unwrapped, unwrappedText } from './index.ts';

function inner(text: string) {
  const document = parseDocument(text, 'file.json', new Diagnostics());
  const found = document && unwrapped(document, ['service', 'services']);
  return { value: found?.value, line: found?.at(['desiredCount'])?.line };
}

test.each([
  { name: 'an answer with one', text: '{"services": [\n{"desiredCount": 2}\n], "failures": []}' },
  { name: 'one alone', text: '{"service":\n{"desiredCount": 2}\n}' },
  { name: 'no wrapper', text: '{\n"desiredCount": 2\n}' },
])('$name is unwrapped, and keeps its places', ({ text }) => {
  expect(inner(text)).toEqual({ value: { desiredCount: 2 }, line: 2 });
});

test.each(['{"services": [{"a": 1}, {"a": 2}]}', '{"service": "web"}', '{"services": []}', '[{"a": 1}]'])(
  '%s is left as it is',
  (text) => {
    expect(inner(text).value).toEqual(JSON.parse(text));
  },
);

function text(content: string) {
  const document = parseDocument(content, 'file.json', new Diagnostics());
  const found = document && unwrappedText(document, ['DashboardBody', 'policyText']);
  return found && { key: found.key, value: found.inner?.value, place: found.inner?.at(['widgets', 0]) };
}

test('a document in a text is unwrapped, and all of it is where the text is', () => {
  expect(text('{"a": 1,\n "DashboardBody": "{\\"widgets\\": [1]}"}')).toEqual({
    key: 'DashboardBody',
    value: { widgets: [1] },
    place: expect.objectContaining({ file: 'file.json', line: 2, column: 19 }),
  });
});

test.each([
  { name: 'a text that is none', content: '{"policyText": "{"}', found: { key: 'policyText' } },
  { name: 'no text under the key', content: '{"policyText": {"rules": []}}', found: undefined },
  { name: 'another key', content: '{"body": "{}"}', found: undefined },
  { name: 'a list', content: '["{}"]', found: undefined },
])('$name', ({ content, found }) => {
  expect(text(content)).toEqual(found);
});
