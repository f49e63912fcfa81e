import { expect, test } from '@jest/globals';
import { Diagnostics, parseDocument, unwrapped } from './index.ts';

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
