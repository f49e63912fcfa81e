import { runInTest, type TestRun, type TestSettings } from '@fargate-actions/action-kit/testing';
import { systemClock } from '@fargate-actions/aws';
import {
  emulatorWire,
  startEmulator,
  VirtualClock,
  type Emulator,
  type RequestRecord,
  type ScenarioChange,
} from '@fargate-actions/emulator';
import { build, logOut } from '@fargate-actions/operations';
import { inputs } from '../src/inputs.ts';
import { aDocker, type DockerSettings, type SeenCall } from './a-docker.ts';

/** An annotation as the runner reads it from the log. */
export interface ShownAnnotation {
  readonly severity: string;
  /** A diagnostic's rule, or the title of a failure. */
  readonly title: string;
  readonly message: string;
  /** `stack.yml:3:7`, where it has a position. */
  readonly at?: string;
}

/** How one run of a job went. */
export interface JobRun extends TestRun {
  readonly annotations: readonly ShownAnnotation[];
  /** The calls of docker. */
  readonly docker: readonly SeenCall[];
  /** The calls of AWS and of the registry that write, whether or not they were let: `ecr:CreateRepository`. */
  readonly writes: readonly string[];
}

/** How a run differs from that of the shop: a Dockerfile in the root, and a repository `shop`. */
export interface JobSettings extends Omit<TestSettings, 'wire' | 'clock'> {
  /** In /bin of what docker builds; `app` alone where nothing is given. */
  readonly programs?: readonly string[];
  /** How docker differs; `real`: the one that PATH leads to. */
  readonly docker?: DockerSettings['instead'] | 'real';
  readonly afterPush?: DockerSettings['afterPush'];
}

/** An account whose ECR has a registry behind it, and a machine with a docker. */
export interface Job {
  readonly emulator: Emulator;
  readonly host: string;
  readonly run: (settings?: JobSettings) => Promise<JobRun>;
  readonly close: () => Promise<void>;
}

/** Files of the least there is to build. */
const SHOP = { Dockerfile: 'FROM scratch\nCOPY app /bin/app\n', app: 'program' };

/** @param repository that is there before; undefined: none. */
export async function aJob({
  repository = 'shop',
  scenario = {},
  mutability,
}: { repository?: string | null; scenario?: ScenarioChange; mutability?: string } = {}): Promise<Job> {
  const server = await startEmulator({ scenario });
  const { emulator } = server;
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  const host = server.endpoint.replace('http://', '');
  if (repository !== null) {
    emulator.call('ecr:CreateRepository', {
      repositoryName: repository,
      ...(mutability !== undefined && { imageTagMutability: mutability }),
    });
  }
  return {
    emulator,
    host,
    close: () => server.close(),
    async run({ programs = ['app'], docker: kind, afterPush, with: given, files, ...settings } = {}) {
      const isReal = kind === 'real';
      const docker = await aDocker(programs, { instead: isReal ? undefined : kind, afterPush });
      const before = emulator.requests.length;
      const hasStack = given?.['stack'] !== undefined;
      const ending = runInTest(
        'build-push-ecr',
        inputs,
        {
          main: (values, context) => build(values, isReal ? context : { ...context, processes: docker.processes }),
          post: logOut,
        },
        {
          ...settings,
          files: { ...SHOP, ...files },
          with: { registry: host, ...(!hasStack && { repository: 'shop' }), ...given },
          clock: isReal ? systemClock : clock,
          wire: () => emulatorWire(emulator, isReal ? systemClock : clock, { latencySeconds: [0, 0] }),
        },
      );
      const ended = isReal ? await ending : await clock.run(ending);
      const writes = emulator.requests.slice(before).filter(isWrite);
      return {
        ...ended,
        annotations: annotationsIn(ended.log),
        docker: docker.calls,
        writes: writes.map(({ service, operation }) => `${service}:${operation}`),
      };
    },
  };
}

function isWrite({ operation }: RequestRecord): boolean {
  return !/^(?:Batch|Describe|Get|Head|List|Ping|StartLifecyclePolicyPreview)/.test(operation);
}

const COMMAND = /^::(?<severity>error|warning|notice) (?<properties>.*?)::(?<message>.*)$/gm;

function annotationsIn(log: string): ShownAnnotation[] {
  return Array.from(log.matchAll(COMMAND), ({ groups = {} }) => {
    const properties = new Map(
      (groups['properties'] ?? '').split(',').map((property) => {
        const [name = '', value = ''] = property.split('=', 2);
        return [name, unescaped(value)] as const;
      }),
    );
    const file = properties.get('file');
    return {
      severity: groups['severity'] ?? '',
      title: properties.get('title') ?? '',
      message: unescaped(groups['message'] ?? ''),
      ...(file !== undefined && { at: [file, properties.get('line'), properties.get('col')].join(':') }),
    };
  });
}

/** Source: github.com/actions/toolkit, "Workflow commands". */
function unescaped(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%');
}
