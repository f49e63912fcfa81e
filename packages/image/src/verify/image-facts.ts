import type { ImageConfig } from '../registry/image-config.ts';
import type { FileTree } from './file-tree.ts';
import { DEFAULT_PATH, findProgram, type ProgramAnswer } from './find-program.ts';

/** Something that is looked for in an image. */
export type Question =
  | {
      readonly kind: 'program';
      readonly word: string;
      /** The container's own PATH, where it sets one. */
      readonly path?: string | undefined;
      /** The container's own directory, where it sets one and the word is a path in it. */
      readonly directory?: string | undefined;
    }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'user'; readonly name: string };

/** What came of it. A directory or a user is only found or missing. */
export type Answer = ProgramAnswer;

/** What is known of an image for one platform: how it is run, and what was looked for in it. */
export interface ImageFacts {
  readonly config: ImageConfig;
  /** By `questionKey`. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** The one name of a question. */
export function questionKey(question: Question): string {
  switch (question.kind) {
    case 'program': {
      const { word, path, directory } = question;
      return [
        word,
        ...(path === undefined ? [] : [`PATH=${path}`]),
        ...(directory === undefined ? [] : [`in ${directory}`]),
      ].join(' ');
    }
    case 'directory':
      return `directory ${question.path}`;
    case 'user':
      return `user ${question.name}`;
  }
}

/** Looks into an image for all that is asked. */
export function factsOf(config: ImageConfig, tree: FileTree, questions: readonly Question[]): ImageFacts {
  return {
    config,
    answers: Object.fromEntries(questions.map((question) => [questionKey(question), answer(config, tree, question)])),
  };
}

function answer(config: ImageConfig, tree: FileTree, question: Question): Answer {
  switch (question.kind) {
    case 'program':
      return findProgram(tree, question.word, {
        path: question.path ?? config.env['PATH'] ?? DEFAULT_PATH,
        directory: question.directory ?? config.workingDirectory,
        architecture: config.architecture,
      });
    case 'directory': {
      const found = tree.find(question.path);
      return found?.file.kind === 'directory' ? { kind: 'found', at: found.path } : { kind: 'missing' };
    }
    case 'user':
      return usersOf(tree).includes(question.name) ? { kind: 'found', at: '/etc/passwd' } : { kind: 'missing' };
  }
}

/** Source: passwd(5). */
function usersOf(tree: FileTree): string[] {
  const file = tree.find('/etc/passwd')?.file;
  if (file?.kind !== 'file') return [];
  return new TextDecoder()
    .decode(file.head)
    .split('\n')
    .map((line) => line.split(':')[0] ?? '');
}

/** What a label keeps: the answers for each platform. */
type Recorded = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

const VERSION = 1;

/** What was found in an image of one or several platforms, as the text of a label. */
export function recordedFacts(facts: readonly ImageFacts[]): string {
  const platforms = Object.fromEntries(facts.map(({ config, answers }) => [platformOf(config), answers]));
  return JSON.stringify({ version: VERSION, platforms });
}

/** The facts that an image carries with it; undefined when it carries none that are understood. */
export function factsInLabel(config: ImageConfig, label: string | undefined): ImageFacts | undefined {
  try {
    // Written by recordedFacts above, into an image whose inputs label is ours.
    const { version, platforms } = JSON.parse(label ?? '') as { version?: unknown; platforms?: Recorded };
    const answers = platforms?.[platformOf(config)];
    return version === VERSION && answers ? { config, answers } : undefined;
  } catch {
    return undefined;
  }
}

/** `linux/amd64` */
export function platformOf({ os, architecture }: Pick<ImageConfig, 'os' | 'architecture'>): string {
  return `${os}/${architecture}`;
}
