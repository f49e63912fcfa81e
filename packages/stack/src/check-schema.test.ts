import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { checkSchema } from './check-schema.ts';

const messagesOf = (services: string): string[] => {
  const diagnostics = new Diagnostics();
  const text = `name: amply\ncluster: { name: amply-prod }\nservices: ${services}\n`;
  const document = parseDocument(text, 'stack.yml', diagnostics);
  if (document) checkSchema(document, diagnostics);
  return diagnostics.all.map(({ message }) => message);
};

const API = 'taskDefinition: api.yml, service: api.yml';

test.each([
  {
    what: 'a text that is empty',
    given: "{ taskDefinition: api.yml, service: '' }",
    says: 'service` must not be empty.',
  },
  {
    what: 'a list that is empty',
    given: '{ taskDefinition: api.yml, service: [] }',
    says: 'service` must not be empty.',
  },
  { what: 'a service', given: 'api.yml', says: 'api` must be a mapping, and here is text.' },
  { what: 'a flag', given: `{ ${API}, singleton: yes }`, says: 'singleton` must be true or false, and here is text.' },
  { what: 'a list', given: `{ ${API}, after: worker }`, says: 'after` must be a list, and here is text.' },
  {
    what: 'files',
    given: '{ taskDefinition: 1, service: a }',
    says: 'taskDefinition` must be text or a list, and here is a number.',
  },
  {
    what: 'scaling',
    given: `{ ${API}, scaling: [] }`,
    says: 'scaling` must be text or a mapping, and here is a list.',
  },
  {
    what: 'a bound',
    given: `{ ${API}, scaling: { policy: a, maxCapacity: -1 } }`,
    says: 'maxCapacity` must be 0 or more.',
  },
  {
    what: 'a whole number',
    given: `{ ${API}, scaling: { policy: a, maxCapacity: 1.5 } }`,
    says: 'maxCapacity` must be a whole number, and here is a number with a fraction.',
  },
])('$what that is wrong is told in words of YAML', ({ given, says }) => {
  const [message, ...others] = messagesOf(`{ api: ${given} }`);
  expect(others).toEqual([]);
  expect(message?.endsWith(says) ? says : message).toBe(says);
});
