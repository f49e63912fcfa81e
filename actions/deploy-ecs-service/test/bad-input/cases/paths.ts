import { seedSurroundings } from '@fargate-actions/emulator';
import type { Wrong, WrongOnes } from '../../stopped.ts';

const STACK = 'stack.yml';

/** A path in an input of the official action's form. */
const named = (what: string, path: string, ...by: Wrong['by']): Wrong => ({
  what,
  with: { 'task-definition': path },
  by,
});

/** A path in stack.yml. */
const written = (what: string, [from, to]: readonly [string, string], ...by: Wrong['by']): Wrong => ({
  what,
  edits: [[STACK, from, to]],
  by,
});

/** A path in the output of render-task-def, given on. */
const rendered = (what: string, path: unknown, ...by: Wrong['by']): Wrong => ({
  what,
  with: { services: 'worker', 'task-definitions': JSON.stringify({ worker: path }) },
  by,
});

/** Files that are not there, or not to be reached. */
export const PATHS: readonly WrongOnes[] = [
  {
    kind: 'a path to a task definition',
    form: 'a service',
    cases: [
      named('with backslashes', 'deploy\\task-definition.json', [
        'files/missing',
        'deploy\\task-definition.json does not exist.',
      ]),
      named('through a file', 'task-definition.json/web.json', [
        'files/missing',
        'task-definition.json/web.json does not exist.',
      ]),
      named('to the workspace itself', '.', ['files/is-directory', '. is a directory.']),
      named('that is several lines', 'task-definition.json\nother.json', [
        'inputs/path',
        'The input `task-definition` is several lines, not one path.',
      ]),
      named('to a device', '/dev/null', ['files/unreadable', '/dev/null cannot be read.']),
      {
        ...named('to a link that leads to itself', 'link.json', ['files/unreadable', 'link.json cannot be read.']),
        links: { 'link.json': 'link.json' },
      },
      {
        ...named('to a link that leads to nothing', 'link.json', ['files/missing', 'link.json does not exist.']),
        links: { 'link.json': 'gone.json' },
      },
      {
        ...named('to a link that leads to a directory', 'link.json', [
          'files/is-directory',
          'link.json is a directory.',
        ]),
        links: { 'link.json': '.' },
      },
    ],
  },
  {
    kind: 'a path in stack.yml',
    form: 'a stack',
    cases: [
      written(
        'to a task definition at an absolute place',
        ['worker/task-definition.yml', '/etc/passwd'],
        ['files/outside-workspace', '/etc/passwd leads out of the workspace.', 'deploy/stack.yml:28:21'],
      ),
      written(
        'to a target group out of the workspace',
        ['api/target-group.yml', '../../target-group.yml'],
        ['files/outside-workspace', '../../target-group.yml leads out of the workspace.', 'deploy/stack.yml:26:18'],
      ),
      written(
        'to the file of a container that is a directory',
        ['api/health-check.yml', 'api'],
        ['files/is-directory', 'deploy/api is a directory.', 'deploy/stack.yml:23:24'],
      ),
      written(
        'to a target group that does not exist',
        ['api/target-group.yml', 'api/target-grup.yml'],
        ['files/missing', 'deploy/api/target-grup.yml does not exist.', 'deploy/stack.yml:26:18'],
      ),
      written(
        'that is empty',
        ['service: worker/service.yml', "service: ''"],
        ['stack/type', '`services.worker.service` must not be empty.', 'deploy/stack.yml:29:14'],
      ),
      written(
        'that is an empty list',
        ['service: worker/service.yml', 'service: []'],
        ['stack/type', '`services.worker.service` must not be empty.', 'deploy/stack.yml:29:14'],
      ),
      {
        what: 'to a link that leads out of the workspace',
        edits: [[STACK, 'service: worker/service.yml', 'service: worker/link.yml']],
        links: { 'deploy/worker/link.yml': '/etc/hostname' },
        by: [['files/outside-workspace', 'worker/link.yml leads out of the workspace.', 'deploy/stack.yml:29:14']],
      },
      {
        what: 'in the environment that is selected',
        with: { environment: 'staging' },
        edits: [
          [
            STACK,
            'cluster: { name: amply-staging }',
            'cluster: { name: amply-staging }\n    services: { beat: { service: ../../../beat.yml } }',
          ],
        ],
        prepare: ({ region }) => {
          seedSurroundings(region('eu-west-1').world);
        },
        by: [['files/outside-workspace', '../../../beat.yml leads out of the workspace.', 'deploy/stack.yml:44:34']],
      },
    ],
  },
  {
    kind: 'a path in task-definitions',
    form: 'a stack',
    cases: [
      rendered('out of the workspace', '../worker.json', [
        'files/outside-workspace',
        '../worker.json leads out of the workspace.',
      ]),
      rendered('at an absolute place', '/etc/passwd', [
        'files/outside-workspace',
        '/etc/passwd leads out of the workspace.',
      ]),
      rendered('that is a directory', 'deploy', ['files/is-directory', 'deploy is a directory.']),
      rendered('that is nothing', '', [
        'inputs/task-definitions',
        'The input `task-definitions` has no path for the service worker.',
      ]),
      rendered('that is a number', 1, [
        'inputs/task-definitions',
        'The input `task-definitions` has no path for the service worker.',
      ]),
    ],
  },
];
