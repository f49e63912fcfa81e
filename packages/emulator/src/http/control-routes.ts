import type { Emulator } from '../emulator.ts';
import type { EmulatedTime } from './emulated-time.ts';
import type { HttpAnswer, HttpRequest } from './protocol.ts';
import { pushedMetrics, PushError } from './pushed-metrics.ts';
import { ScenarioError, scenarioChange } from './scenario-change.ts';
import { truth } from './truth.ts';

/** What the control routes may reach. */
export interface Controlled {
  readonly emulator: Emulator;
  readonly time: EmulatedTime;
  /** Begins again, with the world and the scenario of the start. */
  reset(): void;
}

/** Whether a request is for the emulator itself, and not for AWS. */
export const isControl = (path: string): boolean => path.startsWith('/_emulator/');

/** Answers a request to the emulator itself. */
export function answerControl(request: HttpRequest, controlled: Controlled): HttpAnswer {
  controlled.emulator.advanceTo(controlled.time.now());
  const route = routes[`${request.method} ${request.path}`];
  if (!route)
    return json(404, { message: `There is no route ${request.method} ${request.path}.`, routes: Object.keys(routes) });
  try {
    return json(200, route(controlled, request.body.toString()));
  } catch (error) {
    if (error instanceof ScenarioError || error instanceof PushError) return json(400, { message: error.message });
    throw error;
  }
}

const routes: Readonly<Record<string, (controlled: Controlled, body: string) => unknown>> = {
  'GET /_emulator/requests': ({ emulator }) => emulator.requests,
  'GET /_emulator/timeline': ({ emulator }) => emulator.timeline,
  'GET /_emulator/truth': ({ emulator }) => truth(emulator.world),
  'GET /_emulator/time': ({ emulator, time }) => timeOf(emulator, time),
  'GET /_emulator/scenario': ({ emulator }) => emulator.world.scenario,
  'POST /_emulator/scenario': ({ emulator }, body) => {
    emulator.changeScenario(scenarioChange(body));
    return emulator.world.scenario;
  },
  'POST /_emulator/metrics': ({ emulator }, body) => {
    const pushes = pushedMetrics(body);
    emulator.pushMetrics(...pushes);
    return { pushed: pushes.length };
  },
  'GET /_emulator/published': ({ emulator }) => emulator.world.published,
  'POST /_emulator/reset': (controlled) => {
    controlled.reset();
    return timeOf(controlled.emulator, controlled.time);
  },
};

function timeOf({ world }: Emulator, time: EmulatedTime): object {
  return {
    now: new Date(world.now).toISOString(),
    startAt: new Date(world.startAt).toISOString(),
    at: (world.now - world.startAt) / 1000,
    speed: time.speed,
  };
}

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
