import { aContainer, REPOSITORY } from '../../a-service.ts';
import { aFile, type Wrong, type WrongOnes } from '../../stopped.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A task definition whose own fields are put differently. */
const task = (what: string, fields: Fields, ...by: Wrong['by']): Wrong => ({
  what,
  files: { 'task-definition.json': aFile(fields) },
  by,
});

/** A task definition whose container is put differently. */
const container = (what: string, fields: Fields, ...by: Wrong['by']): Wrong =>
  task(what, { containerDefinitions: [aContainer(fields)] }, ...by);

/** A task definition of several containers. */
const containers = (what: string, list: readonly Fields[], ...by: Wrong['by']): Wrong =>
  task(what, { containerDefinitions: list.map((fields) => aContainer(fields)) }, ...by);

const logging = (options: Fields, logDriver = 'awslogs') => ({ logConfiguration: { logDriver, options } });
const LOGS = { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'app' };
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:web';
const INIT = { name: 'init', essential: false };

/** Task definitions that AWS would refuse, or that could never run. */
export const TASK_DEFINITIONS: readonly WrongOnes[] = [
  {
    kind: 'the size of a task',
    form: 'a service',
    cases: [
      task('no cpu', { cpu: undefined }, [
        'task-definition/cpu',
        'Fargate needs `cpu` of the whole task, and it is not set.',
        'task-definition.json:1:1',
      ]),
      task('no memory', { memory: undefined }, [
        'task-definition/memory',
        'Fargate needs `memory` of the whole task, and it is not set.',
        'task-definition.json:1:1',
      ]),
      task('cpu in words', { cpu: 'half' }, [
        'task-definition/cpu',
        'cpu is half, which is no size.',
        'task-definition.json:3:10',
      ]),
      task('memory in words', { memory: 'plenty' }, [
        'task-definition/memory',
        'memory is plenty, which is no size.',
        'task-definition.json:4:13',
      ]),
      task('cpu that is a list', { cpu: [256] }, [
        'task-definition/type',
        'cpu must be a text, but is a list.',
        'task-definition.json:3:10',
      ]),
      task('memory between two sizes', { cpu: '1024', memory: '2500' }, [
        'task-definition/memory',
        'Fargate does not offer 2500 MiB of memory with 1024 CPU units.',
        'task-definition.json:4:13',
      ]),
      task('more storage than there is', { ephemeralStorage: { sizeInGiB: 201 } }, [
        'task-definition/ephemeral-storage',
        'Ephemeral storage of 201 GiB is not offered.',
        'task-definition.json:22:18',
      ]),
      task(
        'Windows on ARM',
        {
          cpu: '1024',
          memory: '2048',
          runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'ARM64' },
        },
        ['task-definition/platform', 'Windows containers do not run on ARM64.', 'task-definition.json:23:24'],
      ),
      container('a container larger than its task', { memory: 1024 }, [
        'task-definition/container-memory',
        'The container app may use 1024 MiB, but the task has 512 MiB.',
        'task-definition.json:19:17',
      ]),
      container('a container that reserves more than it may use', { memory: 255, memoryReservation: 256 }, [
        'task-definition/container-memory',
        'The container app reserves 256 MiB, more than its memory of 255 MiB.',
        'task-definition.json:20:28',
      ]),
      container('containers that reserve more cpu than the task has', { cpu: 512 }, [
        'task-definition/container-cpu',
        'The containers reserve 512 CPU units together, but the task has 256.',
        'task-definition.json:3:10',
      ]),
      containers(
        'containers that reserve more memory than the task has',
        [{ memoryReservation: 300 }, { ...INIT, portMappings: [], memoryReservation: 300 }],
        [
          'task-definition/container-memory',
          'The containers reserve 600 MiB together, but the task has 512 MiB.',
          'task-definition.json:4:13',
        ],
      ),
    ],
  },
  {
    kind: 'the names and the number of containers',
    form: 'a service',
    cases: [
      task('a family with its revision', { family: 'web:3' }, [
        'task-definition/family',
        'A task definition\'s family cannot be called "web:3".',
        'task-definition.json:2:13',
      ]),
      task('a family with a slash', { family: 'shop/web' }, [
        'task-definition/family',
        'A task definition\'s family cannot be called "shop/web".',
        'task-definition.json:2:13',
      ]),
      container('a name with a dot', { name: 'app.web' }, [
        'task-definition/container-name',
        'A container cannot be called "app.web".',
        'task-definition.json:12:15',
      ]),
      container('no name', { name: undefined }, [
        'task-definition/required',
        'containerDefinitions[0] has no `name`.',
        'task-definition.json:11:5',
      ]),
      containers(
        'eleven of them',
        Array.from({ length: 11 }, (_, index) => ({ name: `app-${index}`, portMappings: [] })),
        [
          'task-definition/containers',
          'The task definition has 11 containers; AWS takes 10 at most.',
          'task-definition.json:10:27',
        ],
      ),
      container('an image with capitals', { image: 'Web/App:v1' }, [
        'task-definition/image',
        'The container app has an image whose name is none: Web/App:v1.',
        'task-definition.json:13:16',
      ]),
      container('an image that is a placeholder in capitals', { image: 'IMAGE_NAME' }, [
        'task-definition/placeholder',
        "The image of app still is the placeholder IMAGE_NAME: no image's name has capitals.",
        'task-definition.json:13:16',
      ]),
      container('an image with a broken digest', { image: `${REPOSITORY}@sha256:123` }, [
        'task-definition/image',
        'The container app has an image whose name is none: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@sha256:123.',
        'task-definition.json:13:16',
      ]),
    ],
  },
  {
    kind: 'roles',
    form: 'a service',
    cases: [
      task('an ARN of something else', { taskRoleArn: 'arn:aws:iam::123456789012:user/somebody' }, [
        'task-definition/role',
        'taskRoleArn is neither the ARN nor the name of a role.',
        'task-definition.json:21:18',
      ]),
      task('a name with blanks', { executionRoleArn: 'our role' }, [
        'task-definition/role',
        'executionRoleArn is neither the ARN nor the name of a role.',
        'task-definition.json:9:23',
      ]),
      task('no execution role for an image in ECR', { executionRoleArn: undefined }, [
        'task-definition/execution-role',
        'The container app pulls its image from ECR, which needs an execution role, and executionRoleArn is not set.',
        'task-definition.json:10:5',
      ]),
      task(
        'no execution role for secrets',
        {
          executionRoleArn: undefined,
          containerDefinitions: [aContainer({ image: 'web:1', secrets: [{ name: 'A', valueFrom: SECRET }] })],
        },
        [
          'task-definition/execution-role',
          'The container app reads secrets, which needs an execution role, and executionRoleArn is not set.',
          'task-definition.json:10:5',
        ],
      ),
    ],
  },
  {
    kind: 'what Fargate does not have',
    form: 'a service',
    cases: [
      task('the network of the host', { networkMode: 'host' }, [
        'task-definition/network-mode',
        'Fargate needs networkMode awsvpc, and it is host.',
        'task-definition.json:5:18',
      ]),
      task('the processes of the host', { pidMode: 'host' }, [
        'task-definition/not-on-fargate',
        'pidMode host is not supported on Fargate.',
        'task-definition.json:21:14',
      ]),
      task('a shared memory', { ipcMode: 'task' }, [
        'task-definition/not-on-fargate',
        'ipcMode is not supported on Fargate.',
        'task-definition.json:21:14',
      ]),
      task('a place to be put at', { placementConstraints: [{ type: 'memberOf', expression: 'a' }] }, [
        'task-definition/not-on-fargate',
        'placementConstraints is not supported on Fargate.',
        'task-definition.json:21:27',
      ]),
      task('a directory of the host', { volumes: [{ name: 'data', host: { sourcePath: '/data' } }] }, [
        'task-definition/not-on-fargate',
        'host.sourcePath of the volume data is not supported on Fargate.',
        'task-definition.json:25:23',
      ]),
      task('a volume of Docker', { volumes: [{ name: 'data', dockerVolumeConfiguration: { scope: 'task' } }] }, [
        'task-definition/not-on-fargate',
        'dockerVolumeConfiguration of the volume data is not supported on Fargate.',
        'task-definition.json:24:36',
      ]),
      container('privileges', { privileged: true }, [
        'task-definition/not-on-fargate',
        'privileged of the container app is not supported on Fargate.',
        'task-definition.json:19:21',
      ]),
      container('links', { links: ['db'] }, [
        'task-definition/not-on-fargate',
        'links of the container app is not supported on Fargate.',
        'task-definition.json:19:16',
      ]),
      container('a GPU', { resourceRequirements: [{ type: 'GPU', value: '1' }] }, [
        'task-definition/not-on-fargate',
        'GPU of the container app is not supported on Fargate.',
        'task-definition.json:21:19',
      ]),
      container('a capability', { linuxParameters: { capabilities: { add: ['SYS_ADMIN'] } } }, [
        'task-definition/not-on-fargate',
        'The capability SYS_ADMIN of the container app is not supported on Fargate.',
        'task-definition.json:21:18',
      ]),
      container('swap', { linuxParameters: { maxSwap: 100 } }, [
        'task-definition/not-on-fargate',
        'linuxParameters.maxSwap of the container app is not supported on Fargate.',
        'task-definition.json:20:20',
      ]),
      container('a host name', { hostname: 'web' }, [
        'task-definition/network',
        'The container app sets `hostname`, which networkMode awsvpc does not support.',
        'task-definition.json:19:19',
      ]),
    ],
  },
  {
    kind: 'ports',
    form: 'a service',
    cases: [
      container('one without its number', { portMappings: [{ protocol: 'tcp' }] }, [
        'task-definition/port',
        'A port mapping of the container app has no containerPort.',
        'task-definition.json:15:9',
      ]),
      container('one that is another one on the host', { portMappings: [{ containerPort: 80, hostPort: 8080 }] }, [
        'task-definition/port',
        'hostPort is 8080, but with this network mode it can only be the containerPort, 80.',
        'task-definition.json:17:23',
      ]),
      container('one below all', { portMappings: [{ containerPort: 0 }] }, [
        'task-definition/port',
        'containerPort must be from 1 to 65535, got 0.',
        'task-definition.json:16:28',
      ]),
      container('a range that goes backwards', { portMappings: [{ containerPortRange: '90-80' }] }, [
        'task-definition/port',
        '90-80 is no range of ports.',
        'task-definition.json:16:33',
      ]),
      container('one and a range', { portMappings: [{ containerPort: 80, containerPortRange: '80-90' }] }, [
        'task-definition/port',
        'A port mapping has either containerPort or containerPortRange.',
        'task-definition.json:17:33',
      ]),
      container('a name with capitals', { portMappings: [{ containerPort: 80, name: 'HTTP' }] }, [
        'task-definition/port-name',
        'A port cannot be called "HTTP".',
        'task-definition.json:17:19',
      ]),
      container(
        'a name twice',
        {
          portMappings: [
            { containerPort: 80, name: 'http' },
            { containerPort: 81, name: 'http' },
          ],
        },
        [
          'task-definition/port-name',
          'The port name http is there twice in this task definition.',
          'task-definition.json:21:19',
        ],
      ),
    ],
  },
  {
    kind: 'variables and secrets of a container',
    form: 'a service',
    cases: [
      container('variables that are a map', { environment: { STAGE: 'production' } }, [
        'task-definition/type',
        'containerDefinitions[0].environment must be a list of maps, but is a map.',
        'task-definition.json:19:22',
      ]),
      container('a variable without a name', { environment: [{ value: 'production' }] }, [
        'task-definition/required',
        'containerDefinitions[0].environment[0] has no `name`.',
        'task-definition.json:20:9',
      ]),
      container('a value that is a list', { environment: [{ name: 'STAGE', value: ['a'] }] }, [
        'task-definition/type',
        'containerDefinitions[0].environment[0].value must be a text, but is a list.',
        'task-definition.json:22:20',
      ]),
      container('a secret whose value stands there', { secrets: [{ name: 'A', valueFrom: 'sup3r s3cret!' }] }, [
        'task-definition/secret',
        'valueFrom of the secret A is neither an ARN nor the name of a Systems Manager parameter.',
        'task-definition.json:22:24',
      ]),
      container(
        'a secret from an ARN of something else',
        { secrets: [{ name: 'A', valueFrom: 'arn:aws:s3:::bucket/key' }] },
        [
          'task-definition/secret',
          'valueFrom of the secret A is no ARN of a secret or parameter.',
          'task-definition.json:22:24',
        ],
      ),
      container(
        'a secret whose ARN leaves out what AWS needs',
        { secrets: [{ name: 'A', valueFrom: 'arn:aws:secretsmanager:...:amply/a' }] },
        [
          'names/abbreviated',
          'containerDefinitions[0].secrets[0].valueFrom leaves out its account or region, which AWS needs.',
          'task-definition.json:22:24',
        ],
      ),
      container(
        'an image in a registry that is left open',
        { image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/web:1' },
        [
          'names/abbreviated',
          'containerDefinitions[0].image leaves out its registry, which AWS needs.',
          'task-definition.json:13:16',
        ],
      ),
      container('a secret with two of three colons', { secrets: [{ name: 'A', valueFrom: `${SECRET}:password:` }] }, [
        'task-definition/secret',
        "valueFrom of the secret A has 2 of the three parts that may follow a secret's name.",
        'task-definition.json:22:24',
      ]),
      container(
        'an environment file that is no object in S3',
        { environmentFiles: [{ type: 's3', value: 'web.env' }] },
        [
          'task-definition/environment-files',
          'An environment file is no ARN of an object in S3.',
          'task-definition.json:22:20',
        ],
      ),
      container(
        'eleven environment files',
        {
          environmentFiles: Array.from({ length: 11 }, (_, index) => ({
            type: 's3',
            value: `arn:aws:s3:::bucket/${index}.env`,
          })),
        },
        [
          'task-definition/environment-files',
          'The container app has 11 environmentFiles; AWS takes 10 at most.',
          'task-definition.json:19:27',
        ],
      ),
    ],
  },
  {
    kind: 'logging',
    form: 'a service',
    cases: [
      container('no group', logging({ ...LOGS, 'awslogs-group': undefined }), [
        'logs/awslogs-group',
        'awslogs needs awslogs-group, and it is not set.',
        'task-definition.json:21:20',
      ]),
      container('no region', logging({ ...LOGS, 'awslogs-region': undefined }), [
        'logs/awslogs-region',
        'awslogs needs awslogs-region, and neither this file nor stack.yml gives a region.',
        'task-definition.json:21:20',
      ]),
      container('no stream prefix', logging({ ...LOGS, 'awslogs-stream-prefix': undefined }), [
        'logs/awslogs-stream-prefix',
        'On Fargate awslogs needs awslogs-stream-prefix, and it is not set.',
        'task-definition.json:21:20',
      ]),
      container('a group with blanks', logging({ ...LOGS, 'awslogs-group': 'our logs' }), [
        'logs/awslogs-group',
        'A log group cannot be called "our logs".',
        'task-definition.json:22:28',
      ]),
      container('a group that is to be made, perhaps', logging({ ...LOGS, 'awslogs-create-group': 'perhaps' }), [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "perhaps": AWS refuses any other value.',
        'task-definition.json:25:35',
      ]),
      container(
        'two ways of telling lines apart',
        logging({ ...LOGS, 'awslogs-datetime-format': '%d', 'awslogs-multiline-pattern': '^a' }),
        [
          'logs/awslogs-multiline',
          'awslogs-datetime-format and awslogs-multiline-pattern exclude each other.',
          'task-definition.json:26:40',
        ],
      ),
      container('a mode that does not exist', logging({ ...LOGS, mode: 'sometimes' }), [
        'logs/mode',
        'The log mode cannot be sometimes.',
        'task-definition.json:25:19',
      ]),
      container('a router that is not there', logging({}, 'awsfirelens'), [
        'logs/firelens',
        'The container app logs through awsfirelens, but no container of the task is a log router.',
        'task-definition.json:20:22',
      ]),
      container('Splunk without its token', logging({ 'splunk-url': 'https://splunk.example' }, 'splunk'), [
        'logs/splunk',
        'The log driver splunk needs splunk-token, and it is not set.',
        'task-definition.json:21:20',
      ]),
      container('an option that is a list', logging({ ...LOGS, 'awslogs-group': ['a'] }), [
        'task-definition/type',
        'containerDefinitions[0].logConfiguration.options.awslogs-group must be a text, but is a list.',
        'task-definition.json:22:28',
      ]),
    ],
  },
  {
    kind: 'health checks, dependencies and times',
    form: 'a service',
    cases: [
      container('a check of nothing', { healthCheck: { command: ['CMD-SHELL'] } }, [
        'task-definition/health-check',
        'The health check of the container app has no command after CMD-SHELL.',
        'task-definition.json:20:20',
      ]),
      container('a check without a command', { healthCheck: { interval: 30 } }, [
        'task-definition/required',
        'containerDefinitions[0].healthCheck has no `command`.',
        'task-definition.json:19:22',
      ]),
      container('a check without end', { healthCheck: { command: ['CMD', 'true'], retries: 11 } }, [
        'task-definition/health-check',
        'healthCheck.retries of the container app must be from 1 to 10, got 11.',
        'task-definition.json:24:20',
      ]),
      container('a check that is too frequent', { healthCheck: { command: ['CMD', 'true'], interval: 1 } }, [
        'task-definition/health-check',
        'healthCheck.interval of the container app must be from 5 to 300 seconds, got 1.',
        'task-definition.json:24:21',
      ]),
      container('a dependency on itself', { dependsOn: [{ containerName: 'app', condition: 'START' }] }, [
        'task-definition/depends-on',
        'The container app depends on itself.',
        'task-definition.json:21:28',
      ]),
      containers(
        'a dependency on health that is not checked',
        [{ dependsOn: [{ containerName: 'init', condition: 'HEALTHY' }] }, { ...INIT, portMappings: [] }],
        [
          'task-definition/depends-on',
          'HEALTHY can never come true: the container init has no healthCheck.',
          'task-definition.json:22:24',
        ],
      ),
      containers(
        'a dependency on the end of what must not end',
        [{ dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] }, { name: 'init', portMappings: [] }],
        [
          'task-definition/depends-on',
          'SUCCESS waits for the end of the container init, but that one is essential: its end ends the task.',
          'task-definition.json:22:24',
        ],
      ),
      containers(
        'two that wait for each other',
        [
          { dependsOn: [{ containerName: 'init', condition: 'START' }] },
          { ...INIT, portMappings: [], dependsOn: [{ containerName: 'app', condition: 'START' }] },
        ],
        [
          'task-definition/depends-on',
          'Containers wait for each other in a circle: app -> init -> app.',
          'task-definition.json:19:20',
        ],
      ),
      container(
        'a condition that does not exist',
        { dependsOn: [{ containerName: 'app', condition: 'DONE' }] },
        ['task-definition/depends-on', 'The container app depends on itself.', 'task-definition.json:21:28'],
        [
          'task-definition/value',
          'containerDefinitions[0].dependsOn[0].condition cannot be DONE.',
          'task-definition.json:22:24',
        ],
      ),
      container('a start that takes too long', { startTimeout: 121 }, [
        'task-definition/start-timeout',
        'startTimeout of the container app must be from 2 to 120 seconds on Fargate, got 121.',
        'task-definition.json:19:23',
      ]),
      container('a restart that is too soon', { restartPolicy: { enabled: true, restartAttemptPeriod: 10 } }, [
        'task-definition/restart-policy',
        'restartAttemptPeriod must be from 60 to 1800 seconds, got 10.',
        'task-definition.json:21:33',
      ]),
    ],
  },
  {
    kind: 'volumes and tags',
    form: 'a service',
    cases: [
      container(
        'a mount of a volume that is not there',
        { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
        [
          'task-definition/volume',
          'The container app mounts the volume data, but there is none of that name.',
          'task-definition.json:21:27',
        ],
      ),
      task('a volume twice', { volumes: [{ name: 'data' }, { name: 'data' }] }, [
        'task-definition/volume',
        'The volume data is there twice.',
        'task-definition.json:26:15',
      ]),
      task(
        'a volume of two kinds',
        { volumes: [{ name: 'data', configuredAtLaunch: true, efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] },
        [
          'task-definition/volume',
          'The volume data is of several kinds: efsVolumeConfiguration, configuredAtLaunch.',
          'task-definition.json:22:5',
        ],
      ),
      task(
        'two volumes that are configured at launch',
        {
          volumes: [
            { name: 'a', configuredAtLaunch: true },
            { name: 'b', configuredAtLaunch: true },
          ],
        },
        ['task-definition/volume', 'More than one volume is configuredAtLaunch.', 'task-definition.json:21:14'],
      ),
      task(
        'EFS without encryption on the way',
        {
          volumes: [
            { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { iam: 'ENABLED' } } },
          ],
        },
        [
          'task-definition/volume',
          'EFS with an access point or IAM needs transitEncryption.',
          'task-definition.json:24:33',
        ],
      ),
      task(
        'a tag twice',
        {
          tags: [
            { key: 'team', value: 'a' },
            { key: 'team', value: 'b' },
          ],
        },
        ['task-definition/tag', 'The tag team is there twice.', 'task-definition.json:27:14'],
      ),
      task('a tag that is too long', { tags: [{ key: 'team', value: 'a'.repeat(257) }] }, [
        'task-definition/tag',
        'The value of the tag team is longer than 256 characters.',
        'task-definition.json:24:16',
      ]),
      task('tags that are a map', { tags: { team: 'a' } }, [
        'task-definition/type',
        'tags must be a list of maps, but is a map.',
        'task-definition.json:21:11',
      ]),
    ],
  },
];
