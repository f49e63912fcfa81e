import { judgeWorlds } from './judge-worlds.ts';

const [seed, worlds] = process.argv.slice(2).map(Number);
if (seed === undefined || worlds === undefined) throw new Error('Give a seed and how many worlds.');
await judgeWorlds(seed, worlds);
