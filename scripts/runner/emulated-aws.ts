import { isRead, type Operation } from '@fargate-actions/aws';
import {
  startEmulator,
  type ContainerMoment,
  type DeploymentTruth,
  type RequestRecord,
  type ScenarioChange,
} from '@fargate-actions/emulator';

/** What is really so in the emulated account, whatever any answer said. */
export interface Truth {
  /** Seconds from the world's start. */
  readonly at: number;
  readonly deployments: readonly DeploymentTruth[];
  /** When containers really started and stopped, and why. */
  readonly containers: readonly ContainerMoment[];
  readonly services: readonly {
    readonly name: string;
    readonly desiredCount: number;
    /** `family:revision`. */
    readonly taskDefinition: string;
    /** Those that are not STOPPED. */
    readonly tasks: readonly { readonly taskDefinition: string; readonly status: string }[];
  }[];
}

/** The emulator over HTTP, as scripts that run actions against it see it: through its control routes. */
export interface EmulatedAws {
  /** What makes an action's step use it. */
  readonly env: Readonly<Record<string, string>>;
  requests(): Promise<readonly RequestRecord[]>;
  truth(): Promise<Truth>;
  change(scenario: ScenarioChange): Promise<void>;
  close(): Promise<void>;
}

/** Starts the emulator in this process, with what the seed's stack names in it, `speed` times faster than real time. */
export async function startEmulatedAws(speed: number): Promise<EmulatedAws> {
  const server = await startEmulator({ speed });
  return { ...reachEmulatedAws(server.endpoint, speed), close: () => server.close() };
}

/** An emulator that runs already. Closing it is left to whoever started it. */
export function reachEmulatedAws(endpoint: string, speed: number): Omit<EmulatedAws, 'close'> {
  return {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulated',
      FARGATE_ACTIONS_EMULATOR_SPEED: String(speed),
    },
    requests: () => control<readonly RequestRecord[]>(endpoint, 'requests'),
    truth: () => control<Truth>(endpoint, 'truth'),
    async change(scenario) {
      await control(endpoint, 'scenario', { method: 'POST', body: JSON.stringify(scenario) });
    },
  };
}

async function control<Answer>(endpoint: string, route: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${endpoint}/_emulator/${route}`, init);
  if (!response.ok) throw new Error(`The emulator refused ${route}: ${await response.text()}`);
  // The emulator's own JSON, of this repository at this commit.
  return (await response.json()) as Answer;
}

/** The calls that may have written something, whether or not AWS accepted them. */
export function writesAmong(requests: readonly RequestRecord[]): RequestRecord[] {
  // It is told by the name alone, whichever service's operation it is.
  return requests.filter(({ service, operation }) => !isRead(`${service}:${operation}` as Operation));
}
