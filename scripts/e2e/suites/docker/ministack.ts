import type { Check } from '../../checks.ts';
import { startMinistack } from '../../tools/stand-ins.ts';
import { checkRun } from '../check-run.ts';
import type { Machine } from './machine.ts';

/** An ECR that is not ours, with the registry at the same port. */
export async function* ministackChecks(machine: Machine): AsyncIterable<Check> {
  const ministack = await startMinistack();
  try {
    const env = { AWS_ENDPOINT_URL: ministack.endpoint };
    const inputs = { registry: `localhost:${ministack.port}`, tags: 'ministack' };
    const first = await machine.step(inputs, env);
    yield checkRun("ministack's ECR gets a repository and an image", first, [
      first.exitCode !== 0 && `ended with ${first.exitCode}`,
      first.outputs['pushed'] !== 'true' && `pushed is ${String(first.outputs['pushed'])}`,
    ]);
    const second = await machine.step(inputs, env);
    yield checkRun('and the next run finds it there', second, [
      second.outputs['status'] !== 'unchanged' && `status is ${String(second.outputs['status'])}`,
      second.outputs['digest'] !== first.outputs['digest'] && 'it has another digest',
    ]);
  } finally {
    await ministack.close();
  }
}
