import { VirtualClock } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { awsPorts } from '../aws.ts';
import { aWire, fails, sdkError } from '../../test/a-wire.ts';

/** AWS that answers so, the calls it gets, and a clock that only tests turn. */
function anAws(answers: Parameters<typeof aWire>[0]) {
  const clock = new VirtualClock({ startAt: Date.UTC(2026, 0, 1) });
  const wire = aWire(answers);
  return { aws: awsPorts(wire, clock), calls: wire.calls, clock };
}

test('tagged resources are found page by page, each with all its tags, until a page has an empty token', async () => {
  const { aws, calls, clock } = anAws({
    'tag:GetResources': ({ PaginationToken }) =>
      PaginationToken === undefined
        ? { PaginationToken: 'more', ResourceTagMappingList: [{ ResourceARN: 'a', Tags: [{ Key: 'k', Value: 'v' }] }] }
        : { PaginationToken: '', ResourceTagMappingList: [{ ResourceARN: 'b', Tags: [] }] },
  });
  const found = await clock.run(aws.taggedResources.find('cloudwatch:alarm', { k: 'v' }));
  expect([...found]).toEqual([
    ['a', { k: 'v' }],
    ['b', {}],
  ]);
  expect(calls.map(([, input]) => input)).toEqual([
    expect.objectContaining({ ResourceTypeFilters: ['cloudwatch:alarm'], TagFilters: [{ Key: 'k', Values: ['v'] }] }),
    expect.objectContaining({ PaginationToken: 'more' }),
  ]);
});

describe('services', () => {
  const ARN = 'arn:aws:ecs:eu-central-1:1:service/c/api';

  test('are described ten a call and per cluster, by name or ARN', async () => {
    const { aws, calls, clock } = anAws({
      'ecs:DescribeServices': ({ services = [] }) => ({
        services: services.map((serviceName) => ({ serviceName: serviceName.split('/').at(-1), serviceArn: ARN })),
      }),
    });
    const found = await clock.run(
      Promise.all([
        ...Array.from({ length: 12 }, (_, nth) => aws.services.find('c', `s${nth}`)),
        aws.services.find('d', 's0'),
      ]),
    );
    expect(found.map((service) => service?.serviceName)).toEqual([
      ...Array.from({ length: 12 }, (_, nth) => `s${nth}`),
      's0',
    ]);
    expect(
      calls.map(([, input]) => [(input as { cluster: string }).cluster, (input as { services: [] }).services.length]),
    ).toEqual([
      ['c', 10],
      ['c', 2],
      ['d', 1],
    ]);
    await expect(clock.run(aws.services.find('c', ARN))).resolves.toMatchObject({ serviceName: 'api' });
  });

  test('of a cluster that does not exist are not there', async () => {
    const { aws, clock } = anAws({ 'ecs:DescribeServices': fails(sdkError('ClusterNotFoundException')) });
    await expect(clock.run(aws.services.find('c', 'api'))).resolves.toBeUndefined();
  });

  test('that may not be seen are no missing services', async () => {
    const { aws, clock } = anAws({ 'ecs:DescribeServices': fails(sdkError('AccessDeniedException')) });
    await expect(clock.run(aws.services.find('c', 'api'))).rejects.toMatchObject({ kind: 'denied' });
  });

  test('whose write is answered without them are an error that names the call', async () => {
    const { aws } = anAws({ 'ecs:UpdateService': () => ({}) });
    await expect(aws.services.update({ service: 'api' })).rejects.toThrow('The answer to ecs:UpdateService');
  });

  test('are tagged by key and value', async () => {
    const { aws, calls } = anAws({ 'ecs:TagResource': () => ({}) });
    await aws.services.tag(ARN, { a: '1', b: '2' });
    expect(calls[0]?.[1]).toEqual({
      resourceArn: ARN,
      tags: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
    });
  });

  test('lose tags by key', async () => {
    const { aws, calls } = anAws({ 'ecs:UntagResource': () => ({}) });
    await aws.services.untag(ARN, ['a', 'b']);
    expect(calls[0]?.[1]).toEqual({ resourceArn: ARN, tagKeys: ['a', 'b'] });
  });

  test('are listed to the last page', async () => {
    const { aws } = anAws({
      'ecs:ListServices': ({ nextToken }) =>
        nextToken ? { serviceArns: ['b'] } : { serviceArns: ['a'], nextToken: '2' },
    });
    await expect(aws.services.list('c')).resolves.toEqual(['a', 'b']);
  });
});

describe('clusters', () => {
  test.each([
    { name: 'an ACTIVE one', cluster: { clusterName: 'c', status: 'ACTIVE' }, isFound: true },
    { name: 'one being made', cluster: { clusterName: 'c', status: 'PROVISIONING' }, isFound: true },
    { name: 'a deleted one', cluster: { clusterName: 'c', status: 'INACTIVE' }, isFound: false },
    { name: 'another one', cluster: { clusterName: 'd', status: 'ACTIVE' }, isFound: false },
  ])('$name: found $isFound', async ({ cluster, isFound }) => {
    const { aws, clock } = anAws({ 'ecs:DescribeClusters': () => ({ clusters: [cluster] }) });
    await expect(clock.run(aws.clusters.find('c'))).resolves.toEqual(isFound ? cluster : undefined);
  });
});

describe('task definitions', () => {
  test.each([
    'Unable to describe task definition.',
    'The specified task definition does not exist: Unable to describe task definition.',
  ])('that ECS is "%s" are not there', async (message) => {
    const { aws } = anAws({ 'ecs:DescribeTaskDefinition': fails(sdkError('ClientException', message)) });
    await expect(aws.taskDefinitions.find('api')).resolves.toBeUndefined();
  });

  test('that ECS refuses for another reason are no missing ones', async () => {
    const { aws } = anAws({ 'ecs:DescribeTaskDefinition': fails(sdkError('ClientException', 'Invalid revision.')) });
    await expect(aws.taskDefinitions.find('api:x')).rejects.toMatchObject({ kind: 'refused' });
  });

  test('come with their tags', async () => {
    const { aws } = anAws({ 'ecs:DescribeTaskDefinition': () => ({ taskDefinition: { family: 'api' } }) });
    await expect(aws.taskDefinitions.find('api')).resolves.toEqual({ taskDefinition: { family: 'api' }, tags: [] });
  });

  const CONCURRENT = sdkError(
    'ClientException',
    'Too many concurrent attempts to create a new revision of the specified family.',
  );

  test('that others register at the same moment are registered a moment later', async () => {
    let tries = 0;
    const { aws, clock } = anAws({
      'ecs:RegisterTaskDefinition': () => {
        tries += 1;
        if (tries < 3) throw CONCURRENT;
        return { taskDefinition: { revision: 7 } };
      },
    });
    const input = { family: 'api', containerDefinitions: [] };
    await expect(clock.run(aws.taskDefinitions.register(input))).resolves.toEqual({ revision: 7 });
    expect(tries).toBe(3);
  });

  test('that others register without end are given up', async () => {
    const { aws, calls, clock } = anAws({ 'ecs:RegisterTaskDefinition': fails(CONCURRENT) });
    const registering = clock.run(aws.taskDefinitions.register({ family: 'api', containerDefinitions: [] }));
    await expect(registering).rejects.toMatchObject({ kind: 'refused' });
    expect(calls).toHaveLength(5);
  });
});

describe('tasks', () => {
  test('are described a hundred a call', async () => {
    const { aws, calls } = anAws({
      'ecs:DescribeTasks': ({ tasks = [] }) => ({ tasks: tasks.map((taskArn) => ({ taskArn })) }),
    });
    const arns = Array.from({ length: 250 }, (_, nth) => `task/${nth}`);
    const found = await aws.tasks.describe('c', arns);
    expect(found.map(({ taskArn }) => taskArn)).toEqual(arns);
    expect(calls).toHaveLength(3);
  });

  test('that are none are not asked for', async () => {
    const { aws, calls } = anAws({});
    await expect(aws.tasks.describe('c', [])).resolves.toEqual([]);
    expect(calls).toEqual([]);
  });

  test('that run have no reason why they stopped, also where ECS answers with an empty one', async () => {
    const running = {
      taskArn: 'a',
      stopCode: '' as never,
      stoppedReason: '',
      containers: [{ name: 'web', reason: '' }],
    };
    const { aws } = anAws({ 'ecs:DescribeTasks': () => ({ tasks: [running] }) });
    await expect(aws.tasks.describe('c', ['a'])).resolves.toStrictEqual([
      { taskArn: 'a', containers: [{ name: 'web' }] },
    ]);
  });
});

describe('tasks of a cluster', () => {
  test.each([
    { name: 'all', which: {} },
    { name: 'a family’s', which: { family: 'beat' } },
    { name: 'a service’s of a family', which: { family: 'beat', serviceName: 'amply-beat' } },
    { name: 'one starter’s', which: { startedBy: 'someone' } },
  ])('$name are listed, RUNNING or STOPPED, to the last page', async ({ which }) => {
    const { aws, calls } = anAws({
      'ecs:ListTasks': ({ nextToken }) => (nextToken ? { taskArns: ['b'] } : { taskArns: ['a'], nextToken: '2' }),
    });
    await expect(aws.tasks.listWhere('c', which, 'STOPPED')).resolves.toEqual(['a', 'b']);
    expect(calls[0]?.[1]).toEqual({ cluster: 'c', ...which, desiredStatus: 'STOPPED' });
  });

  test('that could not be placed are told with the reason', async () => {
    const { aws } = anAws({ 'ecs:RunTask': () => ({ tasks: [], failures: [{ reason: 'no room' }] }) });
    await expect(aws.tasks.run({ taskDefinition: 'beat', clientToken: 'once' })).resolves.toEqual({
      tasks: [],
      failures: [{ reason: 'no room' }],
    });
  });

  test.each([
    { name: 'one that is gone is as good', message: 'The referenced task was not found.', isFine: true },
    { name: 'another refusal is an error', message: 'Cluster cannot be blank.', isFine: false },
  ])('are stopped: $name', async ({ message, isFine }) => {
    const { aws } = anAws({ 'ecs:StopTask': fails(sdkError('InvalidParameterException', message)) });
    const stopping = aws.tasks.stop('c', 'task/1', 'a stray');
    if (isFine) await expect(stopping).resolves.toBeUndefined();
    else await expect(stopping).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('service deployments', () => {
  const at = (seconds: number) => new Date(seconds * 1000);

  test('come newest first, from all pages', async () => {
    const { aws } = anAws({
      'ecs:ListServiceDeployments': ({ nextToken }) =>
        nextToken
          ? { serviceDeployments: [{ serviceDeploymentArn: 'c', createdAt: at(3) }, { serviceDeploymentArn: 'x' }] }
          : {
              serviceDeployments: [
                { serviceDeploymentArn: 'a', createdAt: at(1) },
                { serviceDeploymentArn: 'b', createdAt: at(2) },
              ],
              nextToken: '2',
            },
    });
    const found = await aws.serviceDeployments.list('cluster', 'api');
    expect(found.map(({ serviceDeploymentArn }) => serviceDeploymentArn)).toEqual(['c', 'b', 'a', 'x']);
  });

  test('are described twenty a call', async () => {
    const { aws, calls, clock } = anAws({
      'ecs:DescribeServiceDeployments': ({ serviceDeploymentArns = [] }) => ({
        serviceDeployments: serviceDeploymentArns.map((serviceDeploymentArn) => ({ serviceDeploymentArn })),
      }),
    });
    await clock.run(Promise.all(Array.from({ length: 21 }, (_, nth) => aws.serviceDeployments.describe(`d${nth}`))));
    expect(calls).toHaveLength(2);
  });
});

describe('log groups', () => {
  test('are found by their whole name', async () => {
    const { aws, clock } = anAws({
      'logs:DescribeLogGroups': () => ({ logGroups: [{ logGroupName: '/ecs/api-2' }, { logGroupName: '/ecs/api' }] }),
    });
    await expect(clock.run(aws.logs.findGroup('/ecs/api'))).resolves.toEqual({ logGroupName: '/ecs/api' });
    await expect(clock.run(aws.logs.findGroup('/ecs/ap'))).resolves.toBeUndefined();
  });

  test('that another run has just created are as good', async () => {
    const { aws } = anAws({ 'logs:CreateLogGroup': fails(sdkError('ResourceAlreadyExistsException')) });
    await expect(aws.logs.createGroup('/ecs/api', {})).resolves.toBeUndefined();
  });

  test('that can’t be created are an error', async () => {
    const { aws } = anAws({ 'logs:CreateLogGroup': fails(sdkError('InvalidParameterException')) });
    await expect(aws.logs.createGroup('/ecs/api', {})).rejects.toMatchObject({ kind: 'refused' });
  });

  test('are read from their end; a stream that is not there yet is undefined', async () => {
    const { aws, calls } = anAws({ 'logs:GetLogEvents': () => ({ events: [{ message: 'a' }, {}, { message: 'b' }] }) });
    await expect(aws.logs.tail('g', 's', 10)).resolves.toEqual(['a', '', 'b']);
    expect(calls[0]?.[1]).toMatchObject({ limit: 10, startFromHead: false });
    const missing = anAws({ 'logs:GetLogEvents': fails(sdkError('ResourceNotFoundException')) });
    await expect(missing.aws.logs.tail('g', 's', 10)).resolves.toBeUndefined();
  });
});

describe('images', () => {
  const place = { registryId: '1', repositoryName: 'app' };
  const MANIFEST = JSON.stringify({ manifests: [{ digest: 'sha256:child' }, { digest: 1 }, {}] });

  test.each([
    {
      name: 'an image',
      image: { imageId: { imageDigest: 'sha256:a' }, imageManifest: '{}' },
      digests: { digest: 'sha256:a', children: [] },
    },
    {
      name: 'an index, with the images in it',
      image: { imageId: { imageDigest: 'sha256:a' }, imageManifest: MANIFEST },
      digests: { digest: 'sha256:a', children: ['sha256:child'] },
    },
    {
      name: 'one whose digest is not told: that of its manifest',
      image: { imageManifest: '{}' },
      digests: { digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', children: [] },
    },
    {
      name: 'one whose manifest is no JSON',
      image: { imageId: { imageDigest: 'sha256:a' }, imageManifest: '<' },
      digests: { digest: 'sha256:a', children: [] },
    },
    {
      name: 'one whose manifest is null',
      image: { imageId: { imageDigest: 'sha256:a' }, imageManifest: 'null' },
      digests: { digest: 'sha256:a', children: [] },
    },
  ])('$name', async ({ image, digests }) => {
    const { aws } = anAws({ 'ecr:BatchGetImage': () => ({ images: [image] }) });
    await expect(aws.images.digests(place, 'latest')).resolves.toEqual(digests);
  });

  test.each([
    ['tag', () => ({ images: [], failures: [{ failureCode: 'ImageNotFound' as const }] })],
    ['repository', fails(sdkError('RepositoryNotFoundException'))],
  ])('of a %s that does not exist have no digest', async (_what, answer) => {
    const { aws } = anAws({ 'ecr:BatchGetImage': answer });
    await expect(aws.images.digests(place, 'latest')).resolves.toBeUndefined();
  });

  test('of an index are asked for as an index: ECR converts it otherwise', async () => {
    const { aws, calls } = anAws({ 'ecr:BatchGetImage': () => ({ images: [] }) });
    await aws.images.digests(place, 'v1');
    expect(calls[0]?.[1]).toMatchObject({
      registryId: '1',
      repositoryName: 'app',
      imageIds: [{ imageTag: 'v1' }],
      acceptedMediaTypes: expect.arrayContaining(['application/vnd.oci.image.index.v1+json']),
    });
  });

  test.each([
    { answer: () => ({ repositories: [{}] }), has: true },
    { answer: () => ({ repositories: [] }), has: false },
    { answer: fails(sdkError('RepositoryNotFoundException')), has: false },
  ])('their repository exists: $has', async ({ answer, has }) => {
    const { aws } = anAws({ 'ecr:DescribeRepositories': answer });
    await expect(aws.images.hasRepository(place)).resolves.toBe(has);
  });
});

describe('scalable targets', () => {
  test('are asked for together, by the service’s resource id', async () => {
    const { aws, calls, clock } = anAws({
      'application-autoscaling:DescribeScalableTargets': () => ({
        ScalableTargets: [{ ResourceId: 'service/c/api', MinCapacity: 2 } as never],
      }),
    });
    await expect(
      clock.run(Promise.all([aws.scalableTargets.find('c', 'api'), aws.scalableTargets.find('c', 'worker')])),
    ).resolves.toEqual([{ ResourceId: 'service/c/api', MinCapacity: 2 }, undefined]);
    expect(calls).toEqual([
      [
        'application-autoscaling:DescribeScalableTargets',
        {
          ServiceNamespace: 'ecs',
          ResourceIds: ['service/c/api', 'service/c/worker'],
          ScalableDimension: 'ecs:service:DesiredCount',
        },
      ],
    ]);
  });
});

describe('a scalable target', () => {
  const RESOURCE = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/c/api',
  };

  test('is registered under the service’s resource id, after others that register it', async () => {
    let tries = 0;
    const { aws, calls, clock } = anAws({
      'application-autoscaling:RegisterScalableTarget': () => {
        tries += 1;
        if (tries === 1) throw sdkError('ConcurrentUpdateException');
        return {};
      },
    });
    await clock.run(aws.scalableTargets.register('c', 'api', { MinCapacity: 1, MaxCapacity: 4 }));
    expect(calls).toHaveLength(2);
    expect(calls[1]?.[1]).toEqual({ ...RESOURCE, MinCapacity: 1, MaxCapacity: 4 });
  });

  test('is removed; none there is as good', async () => {
    const { aws, calls } = anAws({
      'application-autoscaling:DeregisterScalableTarget': fails(sdkError('ObjectNotFoundException')),
    });
    await expect(aws.scalableTargets.deregister('c', 'api')).resolves.toBeUndefined();
    expect(calls[0]?.[1]).toEqual(RESOURCE);
  });
});

test('all ports share one budget and explain their errors', async () => {
  const { aws, clock } = anAws({
    'ecs:UpdateService': fails(sdkError('ServiceNotFoundException', 'Service not found.')),
  });
  await expect(clock.run(aws.services.update({ service: 'api' }))).rejects.toMatchObject({
    name: 'AwsError',
    kind: 'missing',
    message: 'ecs:UpdateService: Service not found.',
  });
});
