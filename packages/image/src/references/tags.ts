import type { Diagnostics } from '@fargate-actions/documents';

/** What a template of a tag can stand for. */
export interface TagFacts {
  readonly commitSha?: string | undefined;
  /** `refs/heads/feature/x`, `refs/tags/v1.2.0`. */
  readonly ref?: string | undefined;
  readonly runId?: string | undefined;
  readonly environment?: string | undefined;
}

const TEMPLATES = {
  COMMIT_SHA: ({ commitSha }) => commitSha,
  SHORT_SHA: ({ commitSha }) => commitSha?.slice(0, 7),
  BRANCH: ({ ref }) => tagPart(/^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1]),
  TAG: ({ ref }) => tagPart(/^refs\/tags\/(.+)$/.exec(ref ?? '')?.[1]),
  RUN_ID: ({ runId }) => runId,
  ENVIRONMENT: ({ environment }) => environment,
} satisfies Record<string, (facts: TagFacts) => string | undefined>;

/** The characters that a branch may have and a tag may not. */
function tagPart(name: string | undefined): string | undefined {
  return name?.replaceAll(/[^\w.-]+/g, '-').slice(0, 128);
}

/** Source: the OCI distribution specification, "Pulling manifests", `<reference>` as a tag. */
const TAG = /^\w[\w.-]{0,127}$/;

/**
 * The tags of an image, each once, in the order of their templates; the commit's SHA when there are none.
 *
 * `${COMMIT_SHA}`, `${SHORT_SHA}`, `${BRANCH}`, `${TAG}`, `${RUN_ID}` and `${ENVIRONMENT}` stand for what they say. A
 * template whose `${BRANCH}` or `${TAG}` this run does not have gives no tag: on a branch there is no git tag.
 */
export function imageTags(templates: readonly string[], facts: TagFacts, diagnostics: Diagnostics): readonly string[] {
  if (templates.length === 0) return facts.commitSha ? [facts.commitSha] : noCommit(diagnostics);
  const tags = templates.flatMap((template) => {
    const tag = filled(template, facts, diagnostics);
    if (tag === undefined) return [];
    if (TAG.test(tag)) return [tag];
    diagnostics.error(
      undefined,
      'image/tag',
      `The input \`tags\` gives the tag ${JSON.stringify(tag)}, which no registry takes.`,
      'A tag has up to 128 letters, digits, `_`, `.` and `-`, and begins with none of `.` and `-`. The registry and the repository are inputs of their own.',
    );
    return [];
  });
  if (tags.length === 0 && !diagnostics.hasErrors) {
    diagnostics.error(
      undefined,
      'image/no-tag',
      'None of the templates in the input `tags` gives a tag in this run.',
      'Add `${COMMIT_SHA}`, which every run has.',
    );
  }
  return [...new Set(tags)];
}

function noCommit(diagnostics: Diagnostics): readonly string[] {
  diagnostics.error(
    undefined,
    'image/no-commit',
    'The image gets the commit of the run as its tag, and this run has none.',
    'Set `tags`, or run in a workflow, where GITHUB_SHA is set.',
  );
  return [];
}

/** A template with all in it filled in; undefined when something of it is not there, or after an error. */
function filled(template: string, facts: TagFacts, diagnostics: Diagnostics): string | undefined {
  const missing: string[] = [];
  const text = template.trim().replaceAll(/\$\{([^}]*)\}/g, (written, name: string) => {
    if (!isTemplate(name)) {
      diagnostics.error(
        undefined,
        'image/tag-template',
        `The input \`tags\` has ${JSON.stringify(written)}, which stands for nothing.`,
        `Use one of ${Object.keys(TEMPLATES)
          .map((known) => `\${${known}}`)
          .join(', ')}.`,
      );
      missing.push(name);
      return '';
    }
    const value = TEMPLATES[name](facts);
    if (!value) missing.push(name);
    return value ?? '';
  });
  return missing.length === 0 ? text : undefined;
}

function isTemplate(name: string): name is keyof typeof TEMPLATES {
  return Object.hasOwn(TEMPLATES, name);
}

/** Whether ECR refuses to move a tag to another image. */
export interface Mutability {
  readonly imageTagMutability: string | undefined;
  /** Wildcards of the tags for which it is the other way round. */
  readonly exclusions: readonly string[];
}

/** Whether a tag can't be moved once it is pushed. Source: reference/ecs-facts.md, "ECR". */
export function isImmutableTag(tag: string, { imageTagMutability = 'MUTABLE', exclusions }: Mutability): boolean {
  const isExcluded = exclusions.some((filter) => wildcard(filter).test(tag));
  switch (imageTagMutability) {
    case 'IMMUTABLE':
      return true;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !isExcluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return isExcluded;
    default:
      return false;
  }
}

/** A tag's characters and `*` are all that a filter may have. */
function wildcard(filter: string): RegExp {
  return new RegExp(`^${filter.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
}

/**
 * Reports the tags that this image can't get: those that an immutable repository holds fast on another image.
 *
 * A push finds it out after the whole build. Source: reference/peers.md, "Registry login and build".
 *
 * @param taken the tags that the repository has, each with the digest of its image.
 * @param wanted the digest that they are to have; undefined before the build.
 */
export function checkImmutableTags(
  tags: readonly string[],
  mutability: Mutability,
  taken: ReadonlyMap<string, string>,
  wanted: string | undefined,
  diagnostics: Diagnostics,
): void {
  for (const tag of tags) {
    const digest = taken.get(tag);
    if (!isImmutableTag(tag, mutability)) continue;
    if (isFloating(tag)) {
      diagnostics.error(
        undefined,
        'image/floating-tag',
        `The repository does not let a tag move, and \`${tag}\` is one that has to move with every build.`,
        `Take \`${tag}\` out of \`tags\`: the actions deploy by digest. Or exclude it: image-tag-mutability IMMUTABLE_WITH_EXCLUSION.`,
      );
    } else if (digest !== undefined && digest !== wanted) {
      diagnostics.error(
        undefined,
        'image/immutable-tag',
        `The tag \`${tag}\` is on another image already (${digest}), built from other inputs, and the repository does not let a tag move.`,
        'Build from a clean checkout of the commit, add `-${RUN_ID}` to the template of the tag, or delete the image.',
      );
    }
  }
}

/** The tags that people mean to move: a release's, a commit's, a run's does not. */
function isFloating(tag: string): boolean {
  return /^(latest|stable|main|master|develop|dev|edge|nightly|prod|production|staging)$/.test(tag);
}
