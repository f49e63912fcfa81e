/**
 * Waits for writes that are under way at once, also when one fails: what a resource says to have done is then all of it.
 *
 * @throws the first error, when all have ended.
 */
export async function allWritten(writes: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(writes)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
