/** A value that no input is made for. */
export interface HostileValue {
  readonly name: string;
  readonly value: string;
}

/** What is given to every input of every action. */
export const HOSTILE_VALUES: readonly HostileValue[] = [
  { name: 'a path out of the workspace', value: '../outside/of-it.json' },
  { name: 'commands of a shell', value: '$(touch outside); `id` && exit 0' },
  { name: 'an option', value: '--help' },
  { name: 'a very long word', value: 'a'.repeat(100_000) },
  { name: 'very many lines', value: 'a=b\n'.repeat(20_000) },
  { name: 'nested variables', value: `${'${A:-'.repeat(5000)}x` },
  { name: 'nested brackets', value: '['.repeat(20_000) },
  { name: 'a number that is none', value: '1e999' },
  { name: 'digits of another script', value: '٣' },
  { name: 'what a terminal obeys', value: 'x\u001b[2J\u0007\u202e' },
  { name: 'keys of every object', value: '{"__proto__":{"isPolluted":true},"constructor":{"prototype":1}}' },
  { name: 'aliases of YAML', value: 'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]' },
];
