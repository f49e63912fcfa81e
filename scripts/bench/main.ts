import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benches } from './benches/index.ts';
import { benchFlags, usage, type BenchFlags } from './settings.ts';
import { summarised, type Summary } from './statistics.ts';
import { tableLines } from './table.ts';

/** What came out, by bench. */
type Tables = Record<string, Summary[]>;

process.exitCode = await main(process.argv.slice(2));

/** Runs the benches and gives the exit code: 0 where all could be measured, whatever came out. */
async function main(args: readonly string[]): Promise<number> {
  const names = benches.map(({ name }) => name);
  let flags: BenchFlags;
  try {
    flags = benchFlags(args, names);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage(names)}`);
    return 2;
  }
  const { tables, broken } = await measure(flags);
  if (flags.json !== undefined) {
    const { version: node, platform, arch } = process;
    const machine = { node, platform, arch, cores: availableParallelism() };
    const written = { at: new Date().toISOString(), machine, benches: tables };
    await writeFile(flags.json, `${JSON.stringify(written, undefined, 2)}\n`);
  }
  return broken === 0 ? 0 : 1;
}

/** Runs the benches one after the other, and shows each table as soon as it is there. */
async function measure({ runs, peers, only }: BenchFlags): Promise<{ tables: Tables; broken: number }> {
  const temp = await mkdtemp(join(tmpdir(), 'fargate-actions-bench-'));
  const setting = { runs, peers, temp, repository: join(import.meta.dirname, '..', '..') };
  const tables: Tables = {};
  let broken = 0;
  console.log(`Node ${process.version}, ${availableParallelism()} cores; medians of ${runs} runs.`);
  try {
    for (const bench of benches.filter(({ name }) => only.length === 0 || only.includes(name))) {
      console.log(`\n${bench.title}`);
      try {
        const rows: Summary[] = [];
        for await (const row of bench.run(setting)) rows.push(summarised(row));
        tables[bench.name] = rows;
        for (const line of tableLines(rows)) console.log(`  ${line}`);
      } catch (error) {
        broken += 1;
        console.error(`  It could not be measured: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
  return { tables, broken };
}
