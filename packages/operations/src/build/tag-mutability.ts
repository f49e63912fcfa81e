import { didYouMean, type Diagnostics } from '@fargate-actions/documents';

/** Source: reference/ecs-facts.md, "ECR". */
const KINDS = ['MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'] as const;

/** Whether tags may move, and for which tags it is the other way round. */
export interface TagMutability {
  readonly imageTagMutability: (typeof KINDS)[number];
  readonly exclusions: readonly string[];
}

/** Reads the input `image-tag-mutability`: a word of ECR's, and behind it the filters of the tags that are excluded. */
export function tagMutability(given: string, diagnostics: Diagnostics): TagMutability | undefined {
  const [word = '', ...exclusions] = given.split(/[\s,:]+/).filter((part) => part !== '');
  const kind = KINDS.find((known) => known === word);
  if (kind) return { imageTagMutability: kind, exclusions };
  const meant = didYouMean(word, KINDS);
  diagnostics.error(
    undefined,
    'inputs/unknown-value',
    `The input \`image-tag-mutability\` is ${JSON.stringify(given)}; it takes ${KINDS.map((known) => `\`${known}\``).join(', ')}.`,
    meant === undefined
      ? 'The tags that are excluded stand behind the word: `IMMUTABLE_WITH_EXCLUSION latest deployed-*`.'
      : `Did you mean \`${meant}\`?`,
  );
  return undefined;
}
