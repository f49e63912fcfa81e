import { isAwsError } from './errors.ts';

/**
 * Sends a write that does no harm when it happens twice, once more when its answer is lost.
 *
 * Whether the first one happened need not be found out then. Source: design.md, "The engine".
 */
export async function sentAgainWhenLost<Answer>(write: () => Promise<Answer>): Promise<Answer> {
  try {
    return await write();
  } catch (error) {
    if (!isAwsError(error, 'lost')) throw error;
    return write();
  }
}
