import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OURS, type Bench, type Peer, type Row } from '../bench.ts';

/** What the runner downloads, and what Node reads of it. */
export const bundleSize: Bench = {
  name: 'bundle-size',
  title: 'Size of the bundles',
  async *run({ repository, peers }) {
    // The names of an object's own keys are its keys.
    for (const peer of Object.keys(OURS) as Peer[]) {
      const ours = await sizes(join(repository, 'dist', OURS[peer]));
      const folder = peers[peer];
      const official = folder === undefined ? undefined : await sizes(join(folder, 'dist'));
      yield row(`${OURS[peer]}, read at every start`, ours.entry, official?.entry);
      yield row(`${OURS[peer]}, with all that is loaded when needed`, ours.all, official?.all);
    }
  },
};

function row(what: string, ours: number, official: number | undefined): Row {
  return { what, unit: 'bytes', ours: [ours], ...(official !== undefined && { official: [official] }) };
}

async function sizes(folder: string): Promise<{ entry: number; all: number }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js'));
  const bytes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  const entry = bytes[files.indexOf('index.js')];
  if (entry === undefined) throw new Error(`There is no ${folder}/index.js: run \`npm run build\` first.`);
  return { entry, all: bytes.reduce((sum, size) => sum + size, 0) };
}
