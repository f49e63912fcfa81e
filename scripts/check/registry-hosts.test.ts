import { expect, test } from '@jest/globals';
import { registryLines } from './registry-hosts.ts';

// Put together here, so that this file itself names none.
const HOST = ['registry', 'example', 'org'].join('.');
const setting = (name: string, value: string) => [name, value].join('=');

test.each([
  { name: 'an address', text: `a\nhttps://${HOST}/tool\n`, expected: [2] },
  { name: 'an address of a mirror', text: `"http://npm.${HOST}:8080/tool.tgz"`, expected: [1] },
  { name: "npm's setting", text: setting('registry', HOST), expected: [1] },
  { name: "npm's setting of a scope", text: setting('@scope:registry', HOST), expected: [1] },
  { name: "pip's setting", text: ['--index-url', HOST].join(' '), expected: [1] },
  { name: 'the word', text: 'const registry = read(); // the registry of the account', expected: [] },
  { name: 'an image registry', text: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/app', expected: [] },
])('finds $name where there is one', ({ text, expected }) => {
  expect(registryLines(text)).toEqual(expected);
});
