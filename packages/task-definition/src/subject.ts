import type { Document } from '@fargate-actions/documents';
import { containersOf, objectAt, root, textAt, textsAt, type Container, type Found } from './containers.ts';
import type { Reporter } from './reporter.ts';

/** Whether Fargate's rules bind always, or only a definition that asks for FARGATE. */
export type Mode = 'fargate' | 'as-declared';

/** A definition under examination: what every rule needs to know of it. */
export interface Subject extends Reporter {
  readonly definition: Found;
  readonly containers: readonly Container[];
  readonly mode: Mode;
  readonly isFargate: boolean;
  readonly isWindows: boolean;
  /** Each container has its network interface from the task: awsvpc, or the host's own. */
  readonly sharesNetwork: boolean;
}

/** Looks at one side of a definition and reports what is wrong with it. What has the wrong type, it leaves alone. */
export type Rule = (subject: Subject) => void;

/** What the rules need to know of a definition. */
export function subjectOf(document: Document, mode: Mode, reporter: Reporter): Subject {
  const definition = root(document);
  const { value } = definition;
  const platform = objectAt(definition, 'runtimePlatform')?.value ?? {};
  const networkMode = textAt(value, 'networkMode');
  return {
    ...reporter,
    definition,
    containers: containersOf(document),
    mode,
    isFargate: mode === 'fargate' || textsAt(value, 'requiresCompatibilities').includes('FARGATE'),
    isWindows: textAt(platform, 'operatingSystemFamily')?.startsWith('WINDOWS') ?? false,
    sharesNetwork: networkMode === 'awsvpc' || networkMode === 'host',
  };
}

/** How a container is called in the middle of a sentence. */
export function theContainer({ name }: Container): string {
  return name === undefined ? 'a container without a name' : `the container ${name}`;
}

/** How a container is called where a sentence begins. */
export function called(container: Container): string {
  const words = theContainer(container);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
