import type { Inputs, InputsOf } from './inputs.ts';
import { boolean, keyValues, names, path, text } from './kinds.ts';

/** The inputs that all actions share. Source: contracts.md, "Actions: inputs and outputs". */
export const stackInputs = {
  stack: path('Path of stack.yml.').optional(),
  environment: text('Environment of stack.yml; without one, its base.').optional(),
  variables: keyValues('KEY=value lines for ${KEY} in the files.').optional(),
  services: names('Services, by their names in the stack or in ECS; all by default.').optional(),
  awsRegion: text('AWS region; by default that of stack.yml or of the environment.').optional(),
  dryRun: boolean('Only show what would change.').default(false),
};

/** Their values. */
export type StackInputs = InputsOf<Inputs<typeof stackInputs>>;
