/**
 * What people name: URLs, ARNs, digests, paths and image references, names in quotes, and the service of an event. A word
 * with a slash is one of them, but for `i/o timeout`.
 */
const NAMES =
  /https?:\/\/[^\s"',]+|\barn:[\w-]+:[^\s"',;)]+|\bsha256:[0-9a-f]+|"[^"\s]*"|(?<!\w)'[^'\s]*'|(?<=\(service )[^)\s]+|(?!i\/o\b)[^\s"'(),]*\/[^\s"'(),;:]+(?::(?=\S)[\w.-]+)?/g;

/**
 * The words of AWS in a text, with an asterisk for every name in it.
 *
 * A repository called `not-found`, a digest that contains 403, a service called `EFS-sync` say nothing about a failure.
 */
export function withoutNames(text: string): string {
  return text.replaceAll(NAMES, '*');
}
