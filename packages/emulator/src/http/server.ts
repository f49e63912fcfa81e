import { Emulator } from '../emulator.ts';
import { Delayed } from '../fault.ts';
import { seedSurroundings } from '../world/seed.ts';
import { answerLayerDownload, isLayerDownload } from '../registry/layer-download.ts';
import { answerRegistry } from '../registry/registry.ts';
import { isForRegistry } from '../registry/route.ts';
import { RegistryStore } from '../registry/store.ts';
import type { ScenarioChange } from '../world/scenario.ts';
import type { OutsideRegistry } from '../world/world.ts';
import { answerCall } from './aws-calls.ts';
import { answerControl, isControl, type Controlled } from './control-routes.ts';
import { EmulatedTime } from './emulated-time.ts';
import { listen } from './listen.ts';
import type { HttpAnswer, HttpRequest } from './protocol.ts';

export interface EmulatorServerOptions {
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Emulated seconds in a real one; default 1. */
  readonly speed?: number;
  /** Default 1. */
  readonly seed?: number;
  /** AWS's clock at the start, in milliseconds since the epoch; default now. */
  readonly startAt?: number;
  readonly scenario?: ScenarioChange;
  /** Whether `GET /_emulator/requests` also tells what was answered; default false. */
  readonly isRecordingAnswers?: boolean;
  /** A registry outside, whose password ECR hands out, and whose images it knows. */
  readonly outsideRegistry?: OutsideRegistry;
  /** An account without anything in it; default one with what the seed's stack names. */
  readonly isEmpty?: boolean;
  /** A core that there is already; it keeps its registry when it is served again. Of it, the other options say nothing. */
  readonly emulator?: Emulator;
}

export interface EmulatorServer {
  /** `http://127.0.0.1:N`, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The core behind it: another one after each reset. */
  readonly emulator: Emulator;
  close(): Promise<void>;
}

/** Starts the emulator on 127.0.0.1. Rejects where the port is taken. */
export async function startEmulator(options: EmulatorServerOptions = {}): Promise<EmulatorServer> {
  const { endpoint, close } = await listen(options.port ?? 0, (request) =>
    answer(request, controlled, options.isRecordingAnswers ?? false),
  );
  const controlled = beginning(options, endpoint);
  return {
    endpoint,
    get emulator() {
      return controlled.emulator;
    },
    close,
  };
}

/** What the server answers from: all of it begins again at a reset. */
interface Served extends Controlled {
  readonly registry: RegistryStore;
}

/** The registries of cores that are served, and maybe served again. */
const registries = new WeakMap<Emulator, RegistryStore>();

function registryOf(emulator: Emulator): RegistryStore {
  const known = registries.get(emulator) ?? new RegistryStore();
  registries.set(emulator, known);
  return known;
}

function beginning(options: EmulatorServerOptions, endpoint: string): Served {
  const begin = (): Omit<Served, 'reset'> => {
    if (options.emulator) {
      const { emulator, speed = 1 } = options;
      return { emulator, registry: registryOf(emulator), time: new EmulatedTime(emulator.world.now, speed) };
    }
    const startAt = options.startAt ?? Date.now();
    const emulator = new Emulator({
      startAt,
      endpoint,
      ...(options.outsideRegistry && { outsideRegistry: options.outsideRegistry }),
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.scenario && { scenario: options.scenario }),
    });
    if (options.isEmpty !== true) seedSurroundings(emulator.world);
    return { emulator, registry: new RegistryStore(), time: new EmulatedTime(startAt, options.speed ?? 1) };
  };
  const controlled = { ...begin(), reset: () => void Object.assign(controlled, begin()) };
  return controlled;
}

async function answer(request: HttpRequest, controlled: Served, isRecordingAnswers: boolean): Promise<HttpAnswer> {
  const { emulator, registry, time } = controlled;
  if (isForRegistry(request.path)) {
    emulator.advanceTo(time.now());
    return inItsTime(() => answerRegistry(emulator, registry, request), time);
  }
  if (isLayerDownload(request.path)) return answerLayerDownload(emulator.world, registry, request);
  if (isControl(request.path)) return answerControl(request, controlled);
  return answerCall(request, { ...controlled, isRecordingAnswers });
}

/** The answer, when its time has come. */
async function inItsTime(answerOf: () => HttpAnswer, time: EmulatedTime): Promise<HttpAnswer> {
  try {
    return answerOf();
  } catch (error) {
    if (!(error instanceof Delayed)) throw error;
    await time.pass(error.seconds);
    // What is late is what `answerOf` gives.
    return error.answer() as HttpAnswer;
  }
}
