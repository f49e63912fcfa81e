/** A text that repeats one thing, in about so many bytes: what makes a reader slow if anything does. */
export interface HostileShape {
  readonly name: string;
  /** Took a time that grew with its square, or did not end at all. */
  readonly wasSlow?: true;
  readonly text: (bytes: number) => string;
}

const repeat =
  (part: string, before = '', after = '') =>
  (bytes: number): string =>
    before + part.repeat(Math.floor(bytes / part.length)) + after;

const numbered =
  (part: (at: number) => string, before = '', after = '') =>
  (bytes: number): string =>
    before + Array.from({ length: Math.floor(bytes / part(10_000).length) }, (_, at) => part(at)).join('') + after;

/** Files that are read as JSON or YAML. */
export const FILE_SHAPES: readonly HostileShape[] = [
  { name: 'a JSON list of numbers', text: repeat('1,', '[', '1]') },
  { name: 'a JSON list of texts', text: repeat('"a",', '[', '1]') },
  { name: 'a JSON list of lists', text: repeat('[],', '[', '1]') },
  { name: 'a JSON list of objects', text: repeat('{"a":1},', '[', '1]') },
  { name: 'JSON lists in lists', wasSlow: true, text: repeat('[') },
  { name: 'JSON objects in objects', text: repeat('{"a":') },
  { name: 'a JSON object', text: numbered((at) => `"k${at}":1,`, '{', '"":1}') },
  { name: 'a JSON object of one key', text: repeat('"a":1,', '{', '"a":1}') },
  { name: 'JSON without commas', text: repeat('1 ', '[') },
  { name: 'JSON with stray commas', text: repeat(',', '[1') },
  { name: 'a long JSON text', text: repeat('a', '["', '"]') },
  { name: 'a JSON text of escapes', text: repeat('\\n', '["', '"]') },
  { name: 'JSON texts that are not closed', text: repeat('"a\n', '[') },
  { name: 'a JSON text that is not closed', text: repeat('a,', '["') },
  { name: 'JSON quotation marks', text: repeat('"', '[') },
  { name: 'JSON apostrophes', text: repeat("'", '[') },
  { name: 'JSON comments', text: repeat('/**/', '[') },
  { name: 'JSON comments that are not closed', text: repeat('/*', '[1,') },
  { name: 'JSON words with brackets', wasSlow: true, text: repeat('<', '[1,') },
  { name: 'JSON words with braces', text: repeat('{{', '[1,') },
  { name: 'JSON words with ${', text: repeat('${', '[1,') },
  { name: 'JSON in many blanks', text: repeat(' ', '[1', ']') },
  { name: 'JSON of broken items', text: repeat('"a"b,\n', '[') },
  { name: 'JSON of broken items in one line', text: repeat('"a"b,', '[') },
  { name: 'a YAML map', text: numbered((at) => `k${at}: v\n`) },
  { name: 'a YAML map of one key', wasSlow: true, text: repeat('k: v\n') },
  { name: 'a YAML list', text: repeat('- a\n') },
  { name: 'a YAML list of maps', text: repeat('- a: 1\n  b: 2\n') },
  { name: 'YAML lists in lists', text: repeat('- ') },
  { name: 'YAML maps in maps', text: (bytes) => deep(Math.floor(Math.sqrt(bytes))) },
  { name: 'YAML lists in brackets', wasSlow: true, text: repeat('[', 'k: ') },
  { name: 'YAML maps in braces', text: repeat('{a: ', 'k: ') },
  { name: 'a YAML list in brackets', text: repeat('a, ', 'k: [', ']') },
  { name: 'YAML placeholders', wasSlow: true, text: repeat('k: {{\n') },
  { name: 'YAML placeholders of several keys', wasSlow: true, text: numbered((at) => `k${at}: {{a}}\n`) },
  { name: 'YAML placeholders in one line', text: repeat('{{', 'k: ') },
  { name: 'YAML variables in one line', text: repeat('${A} ', 'k: ') },
  { name: 'YAML variables in brackets', wasSlow: true, text: repeat('${A}, ', 'k: [') },
  { name: 'YAML quotation marks', text: repeat('"', 'k: ') },
  { name: 'YAML apostrophes', text: repeat("'", 'k: ') },
  { name: 'YAML texts that are not closed', wasSlow: true, text: numbered((at) => `k${at}: "a\n`) },
  { name: 'YAML texts behind texts', text: numbered((at) => `k${at}: "a" b\n`) },
  { name: 'a long YAML text', text: repeat('a', 'k: ') },
  { name: 'a long YAML text in quotation marks', text: repeat('a ', 'k: "', '"') },
  { name: 'a YAML block', text: repeat('  a\n', 'k: |\n') },
  { name: 'YAML comments', text: repeat('# a\n', 'k: v\n') },
  { name: 'YAML blanks', text: repeat(' ', 'k: v', '\n') },
  { name: 'YAML empty lines', text: repeat('\n', 'k: v') },
  { name: 'YAML tabs', wasSlow: true, text: repeat('\tk: v\n', 'a:\n') },
  { name: 'YAML colons', text: repeat(': ', 'k') },
  { name: 'YAML questions', text: repeat('? ') },
  { name: 'YAML tags', text: repeat('!a ', 'k: ') },
  { name: 'YAML anchors', text: numbered((at) => `k${at}: &a${at} v\n`) },
  { name: 'YAML aliases', text: repeat('- *a\n', '- &a v\n') },
  { name: 'YAML aliases of nothing', wasSlow: true, text: numbered((at) => `k${at}: *a${at}\n`) },
  { name: 'YAML merges', text: numbered((at) => `k${at}: {<<: *a}\n`, 'a: &a {b: 1}\n') },
  { name: 'YAML documents', text: repeat('---\na: 1\n') },
  { name: 'YAML directives', text: repeat('%A b\n') },
  { name: 'YAML of bad indents', text: numbered((at) => `${' '.repeat(at % 7)}k${at}:\n`) },
  { name: 'YAML without colons', wasSlow: true, text: repeat('a\n', 'k: v\n') },
  { name: 'marks of a merge conflict', wasSlow: true, text: repeat('<<<<<<<\n') },
  { name: 'ends of a merge conflict', wasSlow: true, text: repeat('<<<<<<< a\n>>>>>>> b\n') },
  { name: 'lines of jsonnet', text: repeat("local a = 'b';\n") },
  { name: 'quotation marks of jsonnet', text: repeat('"', 'local ') },
  { name: 'escapes of jsonnet', wasSlow: true, text: repeat('\\"', 'local "') },
  { name: 'comments in braces', text: repeat('//', '{a: ') },
  { name: 'lines of a template', wasSlow: true, text: repeat('{% if a %}\n') },
  { name: 'blanks before a template', text: repeat(' \t') },
  { name: 'carriage returns', text: repeat('\r', 'a: 1') },
  { name: 'the closing half of pairs', text: repeat(']}', '[') },
];

/** Maps in maps, each line indented by one more. */
function deep(lines: number): string {
  return Array.from({ length: lines }, (_, at) => `${' '.repeat(at)}a:\n`).join('');
}

/** Values in which variables are replaced. */
export const VARIABLE_SHAPES: readonly HostileShape[] = [
  { name: 'variables', text: repeat('${A} ') },
  { name: 'defaults', text: repeat('${B:-x} ') },
  { name: 'defaults in defaults', text: repeat('${B:-') },
  {
    name: 'defaults in defaults, closed',
    wasSlow: true,
    text: (bytes) => '${B:-'.repeat(bytes / 6) + '}'.repeat(bytes / 6),
  },
  { name: 'messages', text: repeat('${B:?x} ') },
  { name: 'unset variables', text: repeat('${C} ') },
  { name: 'variables without names', text: repeat('${} ') },
  { name: 'variables that are not closed', text: repeat('${') },
  { name: 'quoted variables', text: repeat('$${') },
  { name: 'dollars', text: repeat('$') },
  { name: 'closing braces', text: repeat('}') },
];
