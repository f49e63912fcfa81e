import { expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { namedService } from '../index.ts';

const REGION = 'eu-central-1';
const arn = (resource: string, region = REGION, account = '123456789012') =>
  `arn:aws:ecs:${region}:${account}:${resource}`;
const aws = { identity: () => Promise.resolve({ account: '123456789012', partition: 'aws' }) };

async function named(service: string, cluster?: string, region: string | undefined = REGION) {
  const diagnostics = new Diagnostics();
  const found = await namedService({ service, cluster }, region, aws, diagnostics);
  return { found, errors: diagnostics.all.map(({ message }) => message) };
}

test.each([
  { what: 'two names', service: 'api', cluster: 'shop', expected: { name: 'api', cluster: 'shop' } },
  { what: 'a name alone', service: 'api', expected: { name: 'api', cluster: 'default' } },
  { what: 'a cluster’s ARN', service: 'api', cluster: arn('cluster/shop'), expected: { name: 'api', cluster: 'shop' } },
  { what: 'a service’s ARN', service: arn('service/shop/api'), expected: { name: 'api', cluster: 'shop' } },
  {
    what: 'a service’s ARN of old',
    service: arn('service/api'),
    cluster: 'shop',
    expected: { name: 'api', cluster: 'shop' },
  },
  {
    what: 'both ARNs',
    service: arn('service/shop/api'),
    cluster: arn('cluster/shop'),
    expected: { name: 'api', cluster: 'shop' },
  },
])('a service is known by $what', async ({ service, cluster, expected }) => {
  expect(await named(service, cluster)).toEqual({ found: expected, errors: [] });
});

test.each([
  {
    what: 'another region',
    service: arn('service/shop/api', 'eu-west-1'),
    message: /^The input `service` is of the region eu-west-1, and this run is in eu-central-1\.$/,
  },
  {
    what: 'a cluster elsewhere',
    service: 'api',
    cluster: arn('cluster/shop', 'eu-west-1'),
    message: /^The input `cluster` is of the region eu-west-1/,
  },
  {
    what: 'another account',
    service: arn('service/shop/api', REGION, '999999999999'),
    message:
      /^The input `service` is of the account 999999999999, and the credentials of this run are of 123456789012\.$/,
  },
  {
    what: 'two clusters',
    service: arn('service/shop/api'),
    cluster: 'blog',
    message: /^The input `cluster` names blog, and the ARN in `service` the cluster shop\.$/,
  },
  {
    what: 'an ARN of something else',
    service: arn('task-definition/api:1'),
    message: /^The input `service` is neither the name nor the ARN of a service: /,
  },
  { what: 'a cluster as a service', service: arn('cluster/shop'), message: /^The input `service` is neither/ },
  {
    what: 'a path',
    service: 'shop/api',
    message: /^The input `service` is neither the name nor the ARN of a service: "shop\/api"\.$/,
  },
])('no service of this run is named by $what', async ({ service, cluster, message }) => {
  expect(await named(service, cluster)).toEqual({ found: undefined, errors: [expect.stringMatching(message)] });
});
