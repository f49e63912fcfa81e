/**
 * The error of an answer that AWS did not write: a proxy, a sign-in page or a firewall did.
 *
 * @param said what it was, short: `HTTP 200, text/html: <html>...`.
 */
export function notFromAws(said: string): Error {
  // Marked as the SDK's own errors are, so that it asks again where it may.
  return Object.assign(new Error(said), { name: 'NotFromAws', $retryable: { throttling: false } });
}
