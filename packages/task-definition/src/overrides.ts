import type { Diagnostics } from '@fargate-actions/documents';
import { parseCommand } from './command-words.ts';
import { parseEdits, parseItems, parseNames, type Edit } from './input-lines.ts';

/** What a run sets in a task definition. Absent fields leave the definition as it is. */
export interface Overrides {
  /** The containers that the fields below are for; may be absent when there is only one. */
  readonly containerNames?: readonly string[];
  readonly image?: string;
  readonly environment?: readonly Edit[];
  /** ARNs of objects in S3; replace those that are there. */
  readonly environmentFiles?: readonly string[];
  readonly secrets?: readonly Edit[];
  readonly command?: readonly string[];
  readonly logDriver?: string;
  readonly logOptions?: readonly Edit[];
  readonly dockerLabels?: readonly Edit[];

  readonly family?: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  readonly tags?: readonly Edit[];
}

/** The inputs of render-task-def that change a definition, as written in the workflow; an empty one is not given. */
export interface RenderInputs {
  readonly 'container-name'?: string;
  readonly image?: string;
  readonly 'environment-variables'?: string;
  readonly 'env-files'?: string;
  readonly secrets?: string;
  readonly command?: string;
  readonly 'log-configuration-log-driver'?: string;
  readonly 'log-configuration-options'?: string;
  readonly 'docker-labels'?: string;
  readonly family?: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly 'task-role-arn'?: string;
  readonly 'execution-role-arn'?: string;
  readonly tags?: string;
}

/** Reads the inputs of render-task-def. What is malformed becomes an error that names the input. */
export function parseOverrides(inputs: RenderInputs, diagnostics: Diagnostics): Overrides {
  const given = <T>(name: keyof RenderInputs, read: (text: string) => T | undefined): T | undefined => {
    const text = inputs[name] ?? '';
    return text.trim() === '' ? undefined : read(text);
  };
  const text = (name: keyof RenderInputs) => given(name, (written) => written.trim());
  const edits = (name: keyof RenderInputs) =>
    given(name, (written) => parseEdits({ name, text: written }, diagnostics));
  return withoutUndefined({
    containerNames: given('container-name', parseNames),
    image: text('image'),
    environment: edits('environment-variables'),
    environmentFiles: given('env-files', parseItems),
    secrets: edits('secrets'),
    command: given('command', (written) => parseCommand({ name: 'command', text: written }, diagnostics)),
    logDriver: text('log-configuration-log-driver'),
    logOptions: edits('log-configuration-options'),
    dockerLabels: edits('docker-labels'),
    family: text('family'),
    cpu: text('cpu'),
    memory: text('memory'),
    taskRoleArn: text('task-role-arn'),
    executionRoleArn: text('execution-role-arn'),
    tags: edits('tags'),
  });
}

type Optional<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(fields: T): Optional<T> {
  // Object.fromEntries forgets which keys it was given.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Optional<T>;
}
