import type { ImageConfig } from '../registry/image-config.ts';
import type { Question } from './image-facts.ts';
import type { RequirementPlace, Requirements } from './requirements.ts';
import { programsIn } from './shell-words.ts';

/** A program that a container is going to start. */
export interface NeededProgram {
  readonly question: Extract<Question, { kind: 'program' }>;
  /** Whose word it is, and where it stands. */
  readonly for: 'entryPoint' | 'command' | 'healthCheck';
  /** It is the shell that `CMD-SHELL` or a shell form needs. */
  readonly isShell: boolean;
  /** The image's own: then it stands in the Dockerfile, not in the task definition. */
  readonly isOfImage: boolean;
}

/** What starts a container: entry point and command, each of the task definition or of the image. */
export function startOf(
  { entryPoint, command }: Requirements,
  config: ImageConfig,
): {
  readonly words: readonly string[];
  readonly first: { readonly place: Extract<RequirementPlace, 'entryPoint' | 'command'>; readonly isOfImage: boolean };
} {
  const hasEntryPoint = entryPoint.length > 0;
  const entry = hasEntryPoint ? entryPoint : config.entrypoint;
  // An entry point of its own takes the image's command out. Source: moby, daemon/commit.go, merge.
  const rest = command.length > 0 ? command : hasEntryPoint ? [] : config.command;
  const place = entry.length > 0 ? 'entryPoint' : 'command';
  const isOfImage = entry.length > 0 ? !hasEntryPoint : command.length === 0;
  return { words: [...entry, ...rest], first: { place, isOfImage } };
}

/** The programs that a container starts, as far as can be known without running it. */
export function neededPrograms(requirements: Requirements, config: ImageConfig): NeededProgram[] {
  const question = questionIn(requirements);
  const { words, first } = startOf(requirements, config);
  const [kind, ...check] = requirements.healthCheck;
  const healthCheck = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...check] : kind === 'CMD' ? check : [];
  return [
    ...programsOf(words).map(({ word, isShell }) => ({
      question: question(word),
      for: first.place,
      isShell,
      isOfImage: first.isOfImage,
    })),
    ...programsOf(healthCheck).map(({ word, isShell }) => ({
      question: question(word),
      for: 'healthCheck' as const,
      isShell,
      isOfImage: false,
    })),
  ];
}

/** All that is to be looked for in an image, each once. */
export function questionsOf(requirements: readonly Requirements[], config: ImageConfig): Question[] {
  return requirements.flatMap((container) => {
    const user = namedUser(container.user ?? config.user);
    return [
      ...neededPrograms(container, config).map(({ question }) => question),
      { kind: 'directory', path: container.workingDirectory ?? config.workingDirectory } as const,
      ...(user === undefined ? [] : [{ kind: 'user', name: user } as const]),
    ];
  });
}

/** The name of a user, where it is no number: those need no entry in /etc/passwd. */
export function namedUser(user: string): string | undefined {
  const name = user.split(':')[0] ?? '';
  return name === '' || /^\d+$/.test(name) || name === 'root' ? undefined : name;
}

function questionIn({ path, workingDirectory }: Requirements) {
  return (word: string): NeededProgram['question'] => ({
    kind: 'program',
    word,
    ...(path !== undefined && !word.includes('/') && { path }),
    ...(workingDirectory !== undefined &&
      !word.startsWith('/') &&
      word.includes('/') && { directory: workingDirectory }),
  });
}

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|dash|ash|zsh)$/;

/** Programs whose arguments are the command that they start. */
const STARTERS = /^(?:.*\/)?(?:tini|dumb-init|docker-init|catatonit)$/;

function programsOf(words: readonly string[]): { word: string; isShell: boolean }[] {
  const [word, ...rest] = words;
  if (word === undefined || word === '') return [];
  if (SHELL.test(word)) {
    const script = /^-[a-z]*c$/.test(rest[0] ?? '') ? rest[1] : undefined;
    return [{ word, isShell: true }, ...programsIn(script ?? '').map((program) => ({ word: program, isShell: false }))];
  }
  const started = STARTERS.test(word) ? rest.slice(rest.findIndex((argument) => !argument.startsWith('-'))) : [];
  return [{ word, isShell: false }, ...programsOf(started)];
}
