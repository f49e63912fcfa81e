import type { Inputs, InputsOf } from './inputs.ts';
import { boolean, keyValues, names, path, text } from './kinds.ts';

/** The inputs that all actions share. Source: contracts.md, "Actions: inputs and outputs". */
export const stackInputs = {
  stack: path('Path of stack.yml.').optional(),
  environment: text('Environment of stack.yml; its base by default.').optional(),
  variables: keyValues('Values for `${KEY}` in the files of the stack: KEY=value lines.').optional(),
  services: names(
    'Services, by their names in the stack or in ECS, separated by commas or line ends; all by default.',
  ).optional(),
  awsRegion: text(
    'AWS region. By default that of stack.yml; without a stack, that of the environment (AWS_REGION).',
  ).optional(),
  dryRun: boolean('Only show what would change.').default(false),
};

/** Their values. */
export type StackInputs = InputsOf<Inputs<typeof stackInputs>>;
