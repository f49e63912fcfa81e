import { aContainer, addService } from '../../a-service.ts';
import type { Account } from '../../an-account.ts';
import { aFile, type Wrong, type WrongOnes } from '../../stopped.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A task definition of a container, or of several, put differently. */
const task = (what: string, fields: Fields, containers: readonly Fields[], ...by: Wrong['by']): Wrong => ({
  what,
  files: {
    'task-definition.json': aFile({ ...fields, containerDefinitions: containers.map((one) => aContainer(one)) }),
  },
  by,
});

const LOGS = { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'app' };

/** A group that is created only in one way of writing it. */
const createGroup = (value: unknown, ...by: Wrong['by']): Wrong =>
  task(
    `awslogs-create-group ${JSON.stringify(value)}`,
    {},
    [{ logConfiguration: { logDriver: 'awslogs', options: { ...LOGS, 'awslogs-create-group': value } } }],
    ...by,
  );

const router = (options: Fields): readonly Fields[] => [
  { name: 'log', portMappings: [], firelensConfiguration: { type: 'fluentbit', options } },
  { logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch' } } },
];

const WINDOWS = {
  cpu: '1024',
  memory: '2048',
  runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'X86_64' },
};

const windows = (what: string, fields: Fields, containers: readonly Fields[], ...by: Wrong['by']): Wrong =>
  task(what, { ...WINDOWS, ...fields }, containers, ...by);

/** A service in AWS that has what its next task definition lacks. */
const living = (what: string, fields: Fields, containers: readonly Fields[], ...by: Wrong['by']): Wrong => ({
  ...task(what, {}, containers, ...by),
  prepare: (account) => addService(account, { fields }),
});

const WORKER = 'worker/service.yml';
const worker = (what: string, more: string, ...by: Wrong['by']): Wrong => ({
  what,
  edits: [[WORKER, 'launchType: FARGATE', `launchType: FARGATE\n${more}`]],
  by,
});
const api = (what: string, [from, to]: readonly [string, string], ...by: Wrong['by']): Wrong => ({
  what,
  edits: [['api/service.yml', from, to]],
  by,
});
const balancer = (container: string, port: number) =>
  `loadBalancers:\n  - targetGroupArn: arn:aws:elasticloadbalancing:...:amply-api-tg\n    containerName: ${container}\n    containerPort: ${port}`;
/** A service in AWS behind a load balancer. */
const balanced = (account: Account) => {
  const [group] = account.emulator.world.targetGroups;
  const loadBalancers = [{ targetGroupArn: group?.arn, containerName: 'app', containerPort: 8000 }];
  return addService(account, { fields: { loadBalancers } });
};

const REGISTRY = 'arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-1';

/** What AWS refuses when it is registered or deployed, and no sooner. */
export const REFUSED_BY_AWS: readonly WrongOnes[] = [
  {
    kind: 'a log group that is not to be created',
    form: 'a service',
    cases: [
      createGroup('false', [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "false": AWS refuses any other value.',
        'task-definition.json:25:35',
      ]),
      createGroup('FALSE', [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "FALSE": AWS refuses any other value.',
        'task-definition.json:25:35',
      ]),
      createGroup('no', [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "no": AWS refuses any other value.',
        'task-definition.json:25:35',
      ]),
      createGroup('1', [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "1": AWS refuses any other value.',
        'task-definition.json:25:35',
      ]),
      createGroup('maybe', [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "maybe": AWS refuses any other value.',
        'task-definition.json:25:35',
      ]),
    ],
  },
  {
    kind: 'a log router whose configuration is elsewhere',
    form: 'a service',
    cases: [
      task(
        'in S3, by its ARN',
        {},
        router({ 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::b/c.conf' }),
        ['logs/firelens', 'config-file-type s3 is not supported on Fargate.', 'task-definition.json:18:31'],
      ),
      task('in S3, by its address', {}, router({ 'config-file-type': 's3', 'config-file-value': 's3://b/c.conf' }), [
        'logs/firelens',
        'config-file-type s3 is not supported on Fargate.',
        'task-definition.json:18:31',
      ]),
      task(
        'in S3, without a name',
        {},
        router({ 'config-file-type': 's3' }),
        ['logs/firelens', 'config-file-type s3 is not supported on Fargate.', 'task-definition.json:18:31'],
        ['logs/firelens', 'config-file-type needs config-file-value, and it is not set.', 'task-definition.json:18:31'],
      ),
      task('in a parameter', {}, router({ 'config-file-type': 'ssm', 'config-file-value': '/c' }), [
        'logs/firelens',
        'config-file-type must be "file" or "s3", got "ssm".',
        'task-definition.json:18:31',
      ]),
      task('in a file without a name', {}, router({ 'config-file-type': 'file' }), [
        'logs/firelens',
        'config-file-type needs config-file-value, and it is not set.',
        'task-definition.json:18:31',
      ]),
    ],
  },
  {
    kind: 'what Windows on Fargate does not have',
    form: 'a service',
    cases: [
      windows(
        'EFS',
        { volumes: [{ name: 'e', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }] },
        [{}],
        ['task-definition/platform', 'EFS is not supported for Windows on Fargate.', 'task-definition.json:28:33'],
      ),
      windows(
        'storage',
        { ephemeralStorage: { sizeInGiB: 30 } },
        [{}],
        [
          'task-definition/platform',
          'ephemeralStorage is not supported for Windows on Fargate.',
          'task-definition.json:25:23',
        ],
      ),
      windows(
        'environment files',
        {},
        [{ environmentFiles: [{ value: 'arn:aws:s3:::b/c.env', type: 's3' }] }],
        [
          'task-definition/platform',
          'environmentFiles is not supported for Windows on Fargate.',
          'task-definition.json:19:27',
        ],
      ),
      windows(
        'App Mesh',
        { proxyConfiguration: { type: 'APPMESH', containerName: 'app' } },
        [{}],
        [
          'task-definition/platform',
          'App Mesh (proxyConfiguration) is not supported for Windows on Fargate.',
          'task-definition.json:25:25',
        ],
      ),
      windows(
        'a log router',
        {},
        [{ firelensConfiguration: { type: 'fluentbit' } }],
        ['task-definition/platform', 'FireLens is not supported for Windows on Fargate.', 'task-definition.json:19:32'],
      ),
      windows(
        'EFS, storage and environment files at once',
        {
          ephemeralStorage: { sizeInGiB: 30 },
          volumes: [{ name: 'e', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }],
        },
        [{ environmentFiles: [{ value: 'arn:aws:s3:::b/c.env', type: 's3' }] }],
        [
          'task-definition/platform',
          'environmentFiles is not supported for Windows on Fargate.',
          'task-definition.json:19:27',
        ],
        [
          'task-definition/platform',
          'ephemeralStorage is not supported for Windows on Fargate.',
          'task-definition.json:31:23',
        ],
        ['task-definition/platform', 'EFS is not supported for Windows on Fargate.', 'task-definition.json:37:33'],
      ),
      {
        ...windows(
          'Spot, which the service in AWS has',
          {},
          [{}],
          [
            'service/not-in-task-definition',
            'The strategy of the service web, as it is in AWS, uses FARGATE_SPOT, which does not run Windows containers.',
          ],
        ),
        prepare: async (account) => {
          account.emulator.call('ecs:CreateCluster', { clusterName: 'default' });
          account.emulator.call('ecs:PutClusterCapacityProviders', {
            cluster: 'default',
            capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
            defaultCapacityProviderStrategy: [],
          });
          const strategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
          await addService(account, { fields: { launchType: undefined, capacityProviderStrategy: strategy } });
        },
      },
    ],
  },
  {
    kind: 'a service in AWS that has what the new task definition lacks',
    form: 'a service',
    cases: [
      {
        ...task(
          'a load balancer of a container',
          {},
          [{ name: 'web' }],
          [
            'service/not-in-task-definition',
            'A load balancer of the service web, as it is in AWS, names the container app, which the task definition does not have.',
          ],
        ),
        prepare: balanced,
      },
      {
        ...task(
          'a load balancer of a port',
          {},
          [{ portMappings: [{ containerPort: 80 }] }],
          [
            'service/not-in-task-definition',
            'A load balancer of the service web, as it is in AWS, uses port 8000 of the container app, which has no port mapping for it.',
          ],
        ),
        prepare: balanced,
      },
      living(
        'a registry of a container',
        { serviceRegistries: [{ registryArn: REGISTRY, containerName: 'app', containerPort: 8000 }] },
        [{ name: 'web' }],
        [
          'service/not-in-task-definition',
          'A service registry of the service web, as it is in AWS, names the container app, which the task definition does not have.',
        ],
      ),
      living(
        'a registry of a port',
        { serviceRegistries: [{ registryArn: REGISTRY, containerName: 'app', containerPort: 8000 }] },
        [{ portMappings: [{ containerPort: 81 }] }],
        [
          'service/not-in-task-definition',
          'A service registry of the service web, as it is in AWS, uses port 8000 of the container app, which has no port mapping for it.',
        ],
      ),
      living(
        'a registry of a container without ports',
        { serviceRegistries: [{ registryArn: REGISTRY, containerName: 'app', containerPort: 8000 }] },
        [{ portMappings: [] }],
        [
          'service/not-in-task-definition',
          'A service registry of the service web, as it is in AWS, uses port 8000 of the container app, which has no port mapping for it.',
        ],
      ),
    ],
  },
  {
    kind: 'a service file that names what the task definition lacks',
    form: 'a stack',
    cases: [
      api(
        'a port',
        ['containerPort: 8000', 'containerPort: 8080'],
        [
          'service/not-in-task-definition',
          'A load balancer uses port 8080 of the container api, which has no port mapping for it.',
          'deploy/api/service.yml:18:20',
        ],
      ),
      api(
        'a container',
        ['containerName: api', 'containerName: app'],
        [
          'service/not-in-task-definition',
          'A load balancer names the container app, which the task definition does not have.',
          'deploy/api/service.yml:17:20',
        ],
      ),
      api(
        'a port of zero',
        ['containerPort: 8000', 'containerPort: 0'],
        [
          'service/not-in-task-definition',
          'A load balancer uses port 0 of the container api, which has no port mapping for it.',
          'deploy/api/service.yml:18:20',
        ],
      ),
      worker('a port of a container without any', balancer('worker', 80), [
        'service/not-in-task-definition',
        'A load balancer uses port 80 of the container worker, which has no port mapping for it.',
        'deploy/worker/service.yml:7:20',
      ]),
      worker('a container of another service', balancer('api', 8000), [
        'service/not-in-task-definition',
        'A load balancer names the container api, which the task definition does not have.',
        'deploy/worker/service.yml:6:20',
      ]),
      worker('a container of a registry', `serviceRegistries: [{ registryArn: ${REGISTRY}, containerName: wrker }]`, [
        'service/not-in-task-definition',
        'A service registry names the container wrker, which the task definition does not have.',
        'deploy/worker/service.yml:4:117',
      ]),
      worker(
        'a port of a registry',
        `serviceRegistries: [{ registryArn: ${REGISTRY}, containerName: worker, containerPort: 80 }]`,
        [
          'service/not-in-task-definition',
          'A service registry uses port 80 of the container worker, which has no port mapping for it.',
          'deploy/worker/service.yml:4:140',
        ],
      ),
      worker(
        'a port of Service Connect',
        'serviceConnectConfiguration: { enabled: true, namespace: amply, services: [{ portName: http }] }',
        [
          'service/not-in-task-definition',
          'A Service Connect service uses the port name http, which no port mapping of the task definition has.',
          'deploy/worker/service.yml:4:88',
        ],
      ),
      worker(
        'a port of VPC Lattice',
        'vpcLatticeConfigurations: [{ roleArn: "arn:aws:iam::123456789012:role/l", targetGroupArn: tg, portName: http }]',
        [
          'service/not-in-task-definition',
          'A VPC Lattice target group uses the port name http, which no port mapping of the task definition has.',
          'deploy/worker/service.yml:4:105',
        ],
      ),
      worker(
        'a volume',
        'volumeConfigurations: [{ name: data, managedEBSVolume: { roleArn: "arn:aws:iam::123456789012:role/e", sizeInGiB: 10 } }]',
        [
          'service/not-in-task-definition',
          'A volume configuration names the volume data, which the task definition does not have.',
          'deploy/worker/service.yml:4:32',
        ],
      ),
      {
        what: 'a volume that the task definition keeps to itself',
        edits: [
          [
            WORKER,
            'launchType: FARGATE',
            'launchType: FARGATE\nvolumeConfigurations: [{ name: data, managedEBSVolume: { roleArn: "arn:aws:iam::123456789012:role/e", sizeInGiB: 10 } }]',
          ],
          ['worker/task-definition.yml', 'memory: 1024', 'memory: 1024\nvolumes: [{ name: data }]'],
        ],
        by: [
          [
            'service/not-in-task-definition',
            'A volume configuration names the volume data, which the task definition does not leave to the service.',
            'deploy/worker/service.yml:4:32',
          ],
        ],
      },
      {
        what: 'a port that only another container has',
        edits: [
          ['api/service.yml', 'containerName: api', 'containerName: proxy'],
          [
            'api/task-definition.yml',
            'containerDefinitions:',
            'containerDefinitions:\n  - name: proxy\n    image: nginx:1.27',
          ],
        ],
        by: [
          [
            'service/not-in-task-definition',
            'A load balancer uses port 8000 of the container proxy, which has no port mapping for it.',
            'deploy/api/service.yml:18:20',
          ],
        ],
      },
    ],
  },
  {
    kind: 'a volume of a service that ECS cannot create',
    form: 'a stack',
    cases: [
      worker('without a role', 'volumeConfigurations: [{ name: data, managedEBSVolume: { sizeInGiB: 10 } }]', [
        'service/volume',
        'managedEBSVolume needs `roleArn`: ECS creates the volume with it.',
        'deploy/worker/service.yml:4:56',
      ]),
      worker(
        'without a size',
        'volumeConfigurations: [{ name: data, managedEBSVolume: { roleArn: "arn:aws:iam::123456789012:role/e" } }]',
        ['service/volume', 'managedEBSVolume needs `sizeInGiB` or `snapshotId`.', 'deploy/worker/service.yml:4:56'],
      ),
      worker(
        'without a name',
        'volumeConfigurations: [{ managedEBSVolume: { roleArn: "arn:aws:iam::123456789012:role/e", sizeInGiB: 10 } }]',
        ['service/volume', 'An item of volumeConfigurations needs `name`.', 'deploy/worker/service.yml:4:24'],
      ),
      worker(
        'without anything',
        'volumeConfigurations: [{ name: data, managedEBSVolume: {} }]',
        [
          'service/volume',
          'managedEBSVolume needs `roleArn`: ECS creates the volume with it.',
          'deploy/worker/service.yml:4:56',
        ],
        ['service/volume', 'managedEBSVolume needs `sizeInGiB` or `snapshotId`.', 'deploy/worker/service.yml:4:56'],
      ),
    ],
  },
];
