/** The tag that names the repository whose run made something. */
export const REPOSITORY_TAG = 'fargate-actions:repository';

/**
 * The repository that made something, where it is another one than this run's: two of them may have a stack of the same name
 * on the same cluster. Undefined where one of the two is not known.
 */
export function otherRepository(theirs: string | undefined, ours: string | undefined): string | undefined {
  // GitHub takes names of repositories whatever their case.
  return ours !== undefined && theirs?.toLowerCase() !== ours.toLowerCase() ? theirs : undefined;
}
