import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { FILE_SHAPES, type HostileShape } from '../../../packages/documents/test/hostile-shapes.ts';
import { runStep } from '../../runner/run-action.ts';
import type { Bench, BenchSetting } from '../bench.ts';

const KIBIBYTE = 1024;
const SIZES = [64, 256, 1024];

/** What a person's large file looks like, beside the shapes that were slow once. */
const USUAL = ['a JSON list of objects', 'a JSON object', 'a YAML map', 'a YAML list of maps', 'a YAML block'];

/** Four times the size takes four times as long; a reader whose time grows with the square takes sixteen times. */
const MOST_GROWTH = 8;

const MOST_MORE_MS = 300;

/** Files of all sizes up to the limit: size against time, and what a large task definition costs. */
export const reader: Bench = {
  name: 'reader',
  title: 'Reading files: size against time',
  async *run(setting) {
    for (const shape of FILE_SHAPES.filter(({ name, wasSlow }) => wasSlow === true || USUAL.includes(name))) {
      const times = SIZES.map((size) => milliseconds(setting.runs, shape, size * KIBIBYTE));
      for (const [index, size] of SIZES.entries())
        yield { what: `${shape.name}, ${size} KiB`, unit: 'ms', ours: times[index] ?? [] };
      const [, middle = [], large = []] = times;
      yield {
        what: `${shape.name}: four times the size takes`,
        unit: 'times',
        ours: [Math.min(...large) / Math.min(...middle)],
        atMost: MOST_GROWTH,
      };
    }
    const small = await rendering(setting, 1);
    const large = await rendering(setting, VARIABLES_OF_47_KB);
    yield { what: 'render-task-def, a small task definition', unit: 'ms', ours: small };
    yield { what: 'render-task-def, a task definition of 47 kB', unit: 'ms', ours: large };
    yield {
      what: 'render-task-def, 47 kB more than a small one',
      unit: 'ms',
      ours: [Math.min(...large) - Math.min(...small)],
      atMost: MOST_MORE_MS,
    };
  },
};

function milliseconds(runs: number, { text }: HostileShape, bytes: number): number[] {
  const content = new TextEncoder().encode(text(bytes - KIBIBYTE));
  return Array.from({ length: Math.min(runs, 3) }, () => {
    const start = performance.now();
    parseDocument(content, 'a.yml', new Diagnostics());
    return performance.now() - start;
  });
}

const VARIABLES_OF_47_KB = 670;

async function rendering(setting: BenchSetting, variables: number): Promise<number[]> {
  const environment = Array.from({ length: variables }, (_, at) => ({
    name: `VARIABLE_${at}`,
    value: `value ${at}`.repeat(4),
  }));
  const definition = {
    family: 'amply-api',
    containerDefinitions: [{ name: 'api', image: 'amply-backend:v1', environment }],
  };
  await writeFile(join(setting.temp, 'task-definition.json'), JSON.stringify(definition));
  const times: number[] = [];
  for (let run = 0; run < setting.runs; run += 1) {
    const start = performance.now();
    const { exitCode, log } = await runStep({
      action: join(setting.repository, 'actions', 'render-task-def'),
      with: { 'task-definition': 'task-definition.json', 'container-name': 'api', image: 'amply-backend:v2' },
      workspace: setting.temp,
      temp: setting.temp,
      env: { AWS_REGION: 'eu-central-1' },
    });
    times.push(performance.now() - start);
    if (exitCode !== 0) throw new Error(log);
  }
  return times;
}
