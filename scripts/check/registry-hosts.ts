/** Where a file says from which place packages come: that is for each machine to know. */
const PLACES: readonly RegExp[] = [
  // An address of a host that calls itself a registry.
  /https?:\/\/(?:[\w-]+\.)*registry\.[\w.-]+/i,
  // npm's setting, for all packages or those of one scope.
  /^\s*(?:@[\w-]+:)?registry\s*=\s*\S/m,
  // pip's.
  /--(?:extra-)?index-url[ =]\S/,
];

/** The lines of a text that name the host of a package registry, counted from 1. */
export function registryLines(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (PLACES.some((place) => place.test(line)) ? [index + 1] : []));
}
