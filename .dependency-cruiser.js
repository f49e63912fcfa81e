/** The import rules of the design: dependencies point one way, and a room's inside is its own. */
const ROOMS = 'image|task-definition|service|singleton|scaling|monitoring';

/** @param {string} room @param {string} allowed what it may import of packages and actions */
const only = (room, allowed, comment) => ({
  name: `${room}-imports`,
  comment,
  severity: 'error',
  from: { path: `^packages/(${room})/src`, pathNot: '\\.test\\.ts$|/test/' },
  to: { path: '^(packages|actions)/', pathNot: `^packages/(${room}${allowed ? `|${allowed}` : ''})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'public-face-only',
      comment: 'Another package is imported through its src/index.ts: its inside may change without asking.',
      severity: 'error',
      from: { path: '^(?:packages|actions)/([^/]+)/' },
      to: {
        path: '^(?:packages|actions)/([^/]+)/(?:src|test)/',
        pathNot: [
          '^(?:packages|actions)/$1/',
          '/src/index\\.ts$',
          '/test/index\\.ts$',
          '^actions/[^/]+/src/inputs\\.ts$',
        ],
      },
    },
    only('documents', '', 'The floor: it knows nobody.'),
    only('aws', 'documents', 'AWS knows no resource.'),
    only('engine', 'aws|documents', 'The engine knows no kind of resource.'),
    only('task-definition', 'aws|documents|engine', 'A room.'),
    only('service', 'aws|documents|engine|task-definition', 'A room: a service runs a task definition.'),
    only('singleton', 'aws|documents|engine|task-definition|service', 'A room: a service of which one task may run.'),
    only('scaling', 'aws|documents|engine|service', 'A room: what scales a service keeps to its off-hours.'),
    only(
      'monitoring',
      'aws|documents|engine|service',
      'A room: what watches a service, its queue and its load balancer.',
    ),
    only('image', 'aws|documents|engine|task-definition|service', 'A room: what services run, and must not lose.'),
    only('stack', `aws|documents|engine|${ROOMS}`, 'The stack knows all rooms.'),
    only('report', 'aws|documents|engine', 'What is rendered is filled in by its room, and no room is known here.'),
    only('action-kit', 'aws|documents|engine|report', 'The runner knows no resource.'),
    only(
      'operations',
      `aws|documents|engine|${ROOMS}|stack|report|action-kit`,
      'What an action does, without the runner.',
    ),
    {
      name: 'actions-are-inputs',
      comment: 'What an action does is an operation.',
      severity: 'error',
      from: { path: '^actions/([^/]+)/src' },
      to: { path: '^(packages|actions)/', pathNot: '^packages/(action-kit|operations)/|^actions/$1/' },
    },
    only('emulator', 'aws', 'A stand-in for AWS knows nothing of us but the wire that it plugs into.'),
    {
      name: 'assembling-calls-nothing',
      comment: 'The stack hands AWS on to the resources that it makes, and calls nothing itself: there it is a type.',
      severity: 'error',
      from: { path: '^packages/stack/src', pathNot: '\\.test\\.ts$|/test/' },
      to: { path: '^packages/aws/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'deployers-only-where-chosen',
      comment:
        'What follows a deployment goes by the interface of a deployer. One is named where all of them are, and where a singleton has its only one.',
      severity: 'error',
      from: {
        path: '^(packages|actions)/',
        pathNot: '^packages/service/src/rollout/(deployers/|rolling\\.ts$)|\\.test\\.ts$|/test/',
      },
      to: { path: '^packages/service/src/rollout/deployers/(?!index\\.ts$)' },
    },
    {
      name: 'deployers-know-no-other',
      comment: 'Each is by itself: what two of them share is above, and knows none.',
      severity: 'error',
      from: { path: '^packages/service/src/rollout/deployers/([^/]+)/' },
      to: {
        path: '^packages/service/src/rollout/deployers/',
        pathNot: '^packages/service/src/rollout/deployers/$1/',
      },
    },
    {
      name: 'deployers-loaded-late',
      comment: 'Only what is loaded when there is a deployment to follow has them.',
      severity: 'error',
      from: {
        path: '^(packages|actions)/',
        pathNot: '^packages/service/src/(following|rollout/deployers/.+)\\.ts$|\\.test\\.ts$|/test/',
      },
      to: { path: '^packages/service/src/rollout/deployers/index\\.ts$' },
    },
    {
      name: 'runner-only-in-action-kit',
      severity: 'error',
      from: { path: '^(packages|actions)/', pathNot: '^packages/action-kit/|\\.test\\.ts$' },
      to: { path: 'node_modules/@actions/' },
    },
    {
      name: 'sdk-only-in-aws',
      comment:
        "Only packages/aws builds SDK clients; elsewhere the SDK is types. The emulator's HTTP side reads the SDK's schemas and builds none.",
      severity: 'error',
      from: {
        path: '^(packages|actions)/',
        pathNot: '^packages/aws/|^packages/emulator/src/http/|\\.test\\.ts$|/test/',
      },
      to: { path: 'node_modules/@(aws-sdk|smithy)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'emulator-never-in-an-action',
      severity: 'error',
      from: {
        path: '^(packages|actions)/',
        pathNot: '^packages/emulator/|\\.test\\.ts$|/test/',
      },
      to: { path: '^packages/emulator/' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^(packages|actions)/', pathNot: '\\.test\\.ts$|/test/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
