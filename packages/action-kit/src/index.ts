export type { ActionOutcome } from './action-outcome.ts';
export type { CommitRelation, Commits } from './commits.ts';
export { CancelledError } from './cancelled-error.ts';
export type { Host } from './host.ts';
export type { Input, InputFacts, OpenInput } from './inputs/input.ts';
export { defineInputs, type Inputs, type InputsOf } from './inputs/inputs.ts';
export {
  boolean,
  integer,
  json,
  keyValues,
  lines,
  minutes,
  names,
  oneOf,
  path,
  refused,
  text,
} from './inputs/kinds.ts';
export { isBelow, reachOf, readInputFile, wholeMachine, type Reach } from './input-file.ts';
export { checkStackInputs, givenInputs } from './inputs/combination.ts';
export { namedService, type NamedService } from './inputs/named-service.ts';
export { stackInputs, type StackInputs } from './inputs/stack-inputs.ts';
export { runAction, type ActionRun } from './run-action.ts';
export { runActionWithPost, type ActionSteps } from './run-with-post.ts';
export { nodeProcesses, type Processes, type QuestionOptions, type RunOptions } from './processes.ts';
export type { Ended } from './processes/ended.ts';
export type { State } from './runner/files.ts';
export type { Log } from './runner/log.ts';
export type { RunFacts, ActionContext } from './action-context.ts';
export { VERSION } from './version.ts';
