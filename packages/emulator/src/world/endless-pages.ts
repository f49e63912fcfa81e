/** How AWS's services call the token of a page, in what is asked and in what is answered. */
const ASKED = ['nextToken', 'NextToken', 'Marker', 'PaginationToken'];
const ANSWERED = ['nextToken', 'NextToken', 'NextMarker', 'PaginationToken'];

/** Asks for the first page again, whatever page was asked for. */
export function withoutPageToken(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !ASKED.includes(name)));
}

/** An answer after which there is always another page: the same one. */
export function withAnotherPage<Output>(output: Output): Output {
  // A service knows one of the names; the others are left out when the answer is written.
  return { ...output, ...Object.fromEntries(ANSWERED.map((name) => [name, 'the-same-page-again'])) };
}
