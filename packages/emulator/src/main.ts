import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { scenarioChange, ScenarioError } from './http/scenario-change.ts';
import { outsideRegistryOf } from './registry/outside-registry.ts';
import { startEmulator, type EmulatorServerOptions } from './http/server.ts';

const USAGE =
  'npm run emulator -- [--port N] [--speed S] [--seed N] [--scenario FILE | --scenario empty] ' +
  '[--registry http://AWS:PASSWORD@HOST:PORT] [--record-answers]';

try {
  const server = await startEmulator(options(process.argv.slice(2)));
  // Before the endpoint is told: whoever reads it may end us at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
  process.stdout.write(`${JSON.stringify({ endpoint: server.endpoint })}\n`);
} catch (error) {
  process.stderr.write(`emulator: ${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exitCode = 1;
}

/** Reads the flags; throws an Error that says which one is wrong. */
function options(flags: readonly string[]): EmulatorServerOptions {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      port: { type: 'string', default: '0' },
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      scenario: { type: 'string' },
      registry: { type: 'string' },
      'record-answers': { type: 'boolean', default: false },
    },
  });
  const { scenario, registry } = values;
  return {
    port: number('port', values.port, (port) => Number.isInteger(port) && port >= 0 && port <= 65_535),
    speed: number('speed', values.speed, (speed) => speed > 0),
    seed: number('seed', values.seed, Number.isInteger),
    isRecordingAnswers: values['record-answers'],
    ...(registry !== undefined && { outsideRegistry: outsideRegistryOf(registry) }),
    isEmpty: scenario === 'empty',
    ...(scenario !== undefined && scenario !== 'empty' && { scenario: scenarioIn(scenario) }),
  };
}

function number(flag: string, text: string, isRight: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || !isRight(value))
    throw new Error(`--${flag} ${text} is not a number that can be used there.`);
  return value;
}

function scenarioIn(file: string) {
  try {
    return scenarioChange(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof ScenarioError) throw new Error(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}
