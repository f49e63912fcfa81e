import { compareRandom } from './compare.ts';

const [seed, numRuns] = process.argv.slice(2).map(Number);
if (seed === undefined || numRuns === undefined) throw new Error('Give a seed and how many series.');
process.stdout.write(`${compareRandom(seed, numRuns)}\n`);
