import type { Diagnostics, Document, Path } from '@fargate-actions/files';
import { containersOf, objectAt, root, textAt, textsAt, type Container, type Found } from './containers.ts';

/** Whether Fargate's rules bind always, or only a definition that asks for FARGATE. */
export type Mode = 'fargate' | 'as-declared';

/** A definition under examination: what every rule needs to know of it. */
export interface Subject {
  readonly definition: Found;
  readonly containers: readonly Container[];
  readonly isFargate: boolean;
  readonly isWindows: boolean;
  /** Each container has its network interface from the task: awsvpc, or the host's own. */
  readonly sharesNetwork: boolean;
  error(path: Path, rule: string, message: string, hint?: string): void;
  warning(path: Path, rule: string, message: string, hint?: string): void;
  notice(path: Path, rule: string, message: string, hint?: string): void;
}

/** Looks at one side of a definition and reports what is wrong with it. What has the wrong type, it leaves alone. */
export type Rule = (subject: Subject) => void;

/** What the rules need to know of a definition. */
export function subjectOf(document: Document, mode: Mode, diagnostics: Diagnostics): Subject {
  const definition = root(document);
  const { value } = definition;
  const platform = objectAt(definition, 'runtimePlatform')?.value ?? {};
  const networkMode = textAt(value, 'networkMode');
  return {
    definition,
    containers: containersOf(document),
    isFargate: mode === 'fargate' || textsAt(value, 'requiresCompatibilities').includes('FARGATE'),
    isWindows: textAt(platform, 'operatingSystemFamily')?.startsWith('WINDOWS') ?? false,
    sharesNetwork: networkMode === 'awsvpc' || networkMode === 'host',
    error: (path, rule, message, hint) => diagnostics.error(document.at(path), rule, message, hint),
    warning: (path, rule, message, hint) => diagnostics.warning(document.at(path), rule, message, hint),
    notice: (path, rule, message, hint) => diagnostics.notice(document.at(path), rule, message, hint),
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
