import { DOCKERFILE, startMachine, type Machine } from '../../e2e/suites/docker/machine.ts';
import { buildx } from '../../e2e/suites/docker/programs.ts';
import { docker } from '../../e2e/tools/docker-engine.ts';
import { dockerRegistry } from '../../e2e/tools/docker-registry.ts';
import { byTurns, type Bench } from '../bench.ts';

const TASK_DEFINITION = `family: web
containerDefinitions:
  - { name: web, image: 'shop:latest', healthCheck: { command: [CMD, busybox, 'true'] } }
`;

/** With what nobody changed, and against the two commands that everybody knows. */
export const image: Bench = {
  name: 'image',
  title: 'Building and pushing a small image with a real engine to a registry of this machine',
  async *run({ runs }) {
    for (const need of [docker, ...dockerRegistry, buildx]) {
      const reason = await need.missing();
      if (reason === undefined) continue;
      console.log(`  Not measured: ${reason}. \`npm run test:e2e -- --install\` gets it.`);
      return;
    }
    const machine = await startMachine();
    try {
      await machine.write({ Dockerfile: DOCKERFILE, 'web.yml': TASK_DEFINITION });
      const verified = { 'task-definitions': 'web.yml' };
      await pushed(machine, verified);
      yield {
        what: 'it is there already: nothing is built',
        unit: 'ms',
        ...(await byTurns(runs, () => pushed(machine, verified))),
        atMost: 2000,
      };
      yield {
        what: 'it is built again from the cache, verified, and pushed',
        unit: 'ms',
        ...(await byTurns(runs, () => pushed(machine, { ...verified, rebuild: 'true' }))),
      };
      for (const { what, inputs } of [
        { what: 'more than `docker build && docker push`, a file changed', inputs: { verify: 'false' } },
        { what: 'the same, and the image looked into before the push', inputs: verified },
      ]) {
        yield { what, unit: 'ms', ours: await overheads(machine, runs, inputs), atMost: 1000 };
      }
    } finally {
      await machine.close();
    }
  },
};

/** How long the step takes. */
async function pushed(machine: Machine, inputs: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now();
  const { exitCode, log } = await machine.step(inputs);
  const milliseconds = performance.now() - start;
  if (exitCode !== 0) throw new Error(`build-push-ecr failed:\n${log}`);
  return milliseconds;
}

/** How much longer than the two commands, by turns, each with a file that was never built before. */
async function overheads(
  machine: Machine,
  runs: number,
  inputs: Readonly<Record<string, string>>,
): Promise<readonly number[]> {
  await machine.docker('login', '--username', 'AWS', '--password', machine.password, machine.proxy.host);
  const change = () => machine.write({ 'app.sh': `echo ${performance.now()}\n` });
  const { ours, official = [] } = await byTurns(
    runs,
    async () => {
      await change();
      return pushed(machine, { ...inputs, tags: 'bench' });
    },
    async () => {
      await change();
      const name = `${machine.proxy.host}/shop:bare`;
      const start = performance.now();
      await machine.docker('build', '--tag', name, machine.workspace);
      await machine.docker('push', name);
      return performance.now() - start;
    },
  );
  await machine.docker('logout', machine.proxy.host);
  return ours.map((milliseconds, index) => milliseconds - (official[index] ?? NaN));
}
