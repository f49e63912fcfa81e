/**
 * A text with what stands between the markers `<!-- NAME:start -->` and `<!-- NAME:end -->` replaced; the rest stays.
 *
 * @throws Error where the markers are not there.
 */
export function withSection(text: string, name: string, section: string): string {
  const { start, end } = sectionMarkers(name);
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`it needs the markers ${start} and ${end}, for ${name}`);
  return `${text.slice(0, from)}${start}\n\n${section}\n\n${text.slice(to)}`;
}

/** What stands around a generated section: readers do not see it. */
export function sectionMarkers(name: string): { readonly start: string; readonly end: string } {
  return { start: `<!-- ${name}:start -->`, end: `<!-- ${name}:end -->` };
}
