import { Diagnostics, parseDocument } from '@fargate-actions/files';
import { expect, test } from '@jest/globals';
import { checkSchema } from './check-schema.ts';

const messagesOf = (services: string): string[] => {
  const diagnostics = new Diagnostics();
  const text = `name: amply\ncluster: { name: amply-prod }\nservices: ${services}\n`;
  const document = parseDocument(text, 'stack.yml', diagnostics);
  if (document) checkSchema(document, diagnostics);
  return diagnostics.all.map(({ message }) => message);
};

test.each([
  { what: 'a text', given: "''", is: 'must not be empty' },
  { what: 'a list', given: '[]', is: 'must not be empty' },
])('$what that is empty is said to be', ({ given, is }) => {
  expect(messagesOf(`{ api: { taskDefinition: api.yml, service: ${given} } }`)).toEqual([
    `\`services.api.service\` ${is}.`,
  ]);
});

test('a number that is too small is told its bound', () => {
  const scaling = '{ policy: scaling.yml, maxCapacity: -1 }';
  expect(messagesOf(`{ api: { taskDefinition: api.yml, service: api.yml, scaling: ${scaling} } }`)).toEqual([
    '`services.api.scaling.maxCapacity` must be 0 or more.',
  ]);
});
