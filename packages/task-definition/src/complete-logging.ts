import type { Diagnostics, Document } from '@fargate-actions/documents';
import { containersOf, objectAt, root, textAt, type Container } from './containers.ts';
import { withValueAt } from './document-edits.ts';

/** Where the logs of a stack's containers go. */
export interface LoggingContext {
  /** The region of the stack; undefined when neither stack.yml nor the run gives one. */
  readonly region: string | undefined;
  /** The region of the stack without an environment: a file that names it means the selected one. */
  readonly baseRegion?: string;
}

/**
 * Fills in what is missing of each container's logging.
 *
 * No logging at all becomes awslogs to `/ecs/<family>`; awslogs gets the stack's region, the container's name as stream
 * prefix and `/ecs/<family>` as group where it has none. Source: contracts.md, "The seed, byte for byte".
 */
export function withLogging(document: Document, context: LoggingContext, diagnostics: Diagnostics): Document {
  return containersOf(document).reduce(
    (edited, container) => withContainerLogging(edited, container, context, diagnostics),
    document,
  );
}

function withContainerLogging(
  document: Document,
  container: Container,
  context: LoggingContext,
  diagnostics: Diagnostics,
): Document {
  const group = groupOf(document);
  const at = [...container.path, 'logConfiguration'];
  const logging = objectAt(container, 'logConfiguration');
  if (container.value['logConfiguration'] === undefined) {
    return withDefaultLogging(document, container, group, context, diagnostics);
  }
  if (!logging || textAt(logging.value, 'logDriver') !== 'awslogs') return document;
  const options = objectAt(logging, 'options')?.value ?? {};
  const found = document.at([...at, 'options']);
  let edited = document;

  if (options['awslogs-group'] === undefined && group !== undefined) {
    edited = withValueAt(edited, [...at, 'options', 'awslogs-group'], group);
    diagnostics.notice(
      found,
      'logs/awslogs-group',
      `awslogs-group is not set for the container ${container.name}: its logs go to ${group}.`,
    );
  }
  if (options['awslogs-region'] === undefined) {
    edited = withRegion(edited, container, context, diagnostics);
  } else {
    edited = inOwnRegion(edited, container, textAt(options, 'awslogs-region'), context, diagnostics);
  }
  if (options['awslogs-stream-prefix'] === undefined && container.name !== undefined) {
    edited = withValueAt(edited, [...at, 'options', 'awslogs-stream-prefix'], container.name);
    diagnostics.notice(
      found,
      'logs/awslogs-stream-prefix',
      `awslogs-stream-prefix is not set for the container ${container.name}: it becomes ${container.name}.`,
    );
  }
  return edited;
}

function withDefaultLogging(
  document: Document,
  container: Container,
  group: string | undefined,
  { region }: LoggingContext,
  diagnostics: Diagnostics,
): Document {
  const { name, path } = container;
  if (group === undefined || name === undefined) return document;
  if (region === undefined) {
    reportNoRegion(document, container, diagnostics);
    return document;
  }
  diagnostics.notice(
    document.at(path),
    'logs/none',
    `The container ${name} has no logConfiguration: its logs go to ${group} in ${region}, with the stream prefix ${name}.`,
    'Write a `logConfiguration` to send them elsewhere.',
  );
  return withValueAt(document, [...path, 'logConfiguration'], {
    logDriver: 'awslogs',
    options: { 'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': name },
  });
}

function withRegion(
  document: Document,
  container: Container,
  { region }: LoggingContext,
  diagnostics: Diagnostics,
): Document {
  if (region === undefined) {
    reportNoRegion(document, container, diagnostics);
    return document;
  }
  const options = [...container.path, 'logConfiguration', 'options'];
  diagnostics.notice(
    document.at(options),
    'logs/awslogs-region',
    `awslogs-region is not set for the container ${container.name}: it becomes ${region}, the stack's region.`,
  );
  return withValueAt(document, [...options, 'awslogs-region'], region);
}

function reportNoRegion(document: Document, container: Container, diagnostics: Diagnostics): void {
  diagnostics.error(
    document.at([...container.path, 'logConfiguration', 'options']),
    'logs/awslogs-region',
    'awslogs needs awslogs-region, and neither this file nor stack.yml gives a region.',
    'Add `region: eu-central-1` to stack.yml, or `awslogs-region` here.',
  );
}

/** An environment never reaches into another one. Source: contracts.md, "stack.yml". */
function inOwnRegion(
  document: Document,
  container: Container,
  written: string | undefined,
  { region, baseRegion }: LoggingContext,
  diagnostics: Diagnostics,
): Document {
  const path = [...container.path, 'logConfiguration', 'options', 'awslogs-region'];
  if (written === undefined || region === undefined || written === region) return document;
  if (written !== baseRegion) {
    diagnostics.error(
      document.at(path),
      'environment/region',
      `awslogs-region is ${written}, but this environment is in ${region}.`,
      `Remove awslogs-region: it is filled in with ${region}.`,
    );
    return document;
  }
  diagnostics.notice(
    document.at(path),
    'environment/region',
    `awslogs-region is ${written}, the region of the base environment: here it becomes ${region}.`,
  );
  return withValueAt(document, path, region);
}

function groupOf(document: Document): string | undefined {
  const family = textAt(root(document).value, 'family');
  return family === undefined ? undefined : `/ecs/${family}`;
}
