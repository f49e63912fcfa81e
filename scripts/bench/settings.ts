import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { OURS, type BenchSetting, type Peer } from './bench.ts';

/** What the flags of `npm run bench` say. */
export interface BenchFlags extends Pick<BenchSetting, 'runs' | 'peers'> {
  /** Where the numbers are written as JSON. */
  readonly json?: string;
  /** The benches to run; all where it is empty. */
  readonly only: readonly string[];
}

const FEWEST_RUNS = 5;

/** How the flags are written; `benches` are what `--only` may name. */
export const usage = (
  benches: readonly string[],
): string => `npm run bench -- [--runs N] [--json FILE] [--only BENCH]... [--peer render=PATH] [--peer deploy=PATH]
  --runs  how often each thing is measured, at least ${FEWEST_RUNS}
  --only  one of: ${benches.join(', ')}
  --peer  dist/index.js of an official action, in a checkout of its repository: measured side by side`;

/** Reads the flags; throws an Error that says which one is wrong. */
export function benchFlags(flags: readonly string[], benches: readonly string[]): BenchFlags {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      runs: { type: 'string', default: '7' },
      json: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      peer: { type: 'string', multiple: true, default: [] },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < FEWEST_RUNS)
    throw new Error(`--runs ${values.runs} is not ${FEWEST_RUNS} or more.`);
  const unknown = values.only.find((name) => !benches.includes(name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: there is no such bench.`);
  return {
    runs,
    only: values.only,
    peers: Object.fromEntries(values.peer.map(peerFrom)),
    ...(values.json !== undefined && { json: values.json }),
  };
}

function peerFrom(text: string): [peer: Peer, folder: string] {
  const [, name = '', path = ''] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (!isPeer(name)) throw new Error(`--peer ${text} is not ${Object.keys(OURS).join('=PATH or ')}=PATH.`);
  const folder = join(dirname(path), '..');
  // The runner starts what action.yml says, with the defaults that it has.
  for (const file of [path, join(folder, 'action.yml')]) {
    if (!existsSync(file)) throw new Error(`--peer ${text}: there is no ${file}.`);
  }
  return [name, folder];
}

const isPeer = (name: string): name is Peer => Object.hasOwn(OURS, name);
