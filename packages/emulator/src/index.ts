export { signatureFault } from './world/signature.ts';
export { defaultCaller, Emulator, type EmulatorOptions } from './emulator.ts';
export { ConnectionLost, Delayed, Fault, StrayAnswer } from './fault.ts';
export { serveAccounts } from './http/accounts.ts';
export { startEmulator, type EmulatorServer, type EmulatorServerOptions } from './http/server.ts';
export { seedSurroundings } from './world/seed.ts';
export { virtualAws, type VirtualAws, type VirtualAwsOptions } from './virtual-aws.ts';
export { VirtualClock, VirtualTimeError, type VirtualClockOptions } from './virtual-clock.ts';
export { emulatorWire, type WireOptions } from './wire.ts';
export { someoneElse, type Caller } from './world/operation.ts';
export type { MetricPush } from './services/cloudwatch/behaviour/metrics.ts';
export type { CallOrigin, LossCause, Origin, ReplacementOrigin } from './services/ecs/origin.ts';
export { containerRuns, overlaps, type ContainerRun, type Overlap } from './world/overlaps.ts';
export { runningAtOnce, truth, type DeploymentTruth } from './world/truth.ts';
export type {
  AnswerFault,
  Behaviour,
  CallFault,
  FirstUse,
  Happening,
  ImageBehaviour,
  Scenario,
  ScenarioChange,
  Timings,
} from './world/scenario.ts';
export {
  emptyWorld,
  type ContainerMoment,
  type Ending,
  type RequestRecord,
  type Transition,
  type World,
  type WorldOptions,
} from './world/world.ts';
