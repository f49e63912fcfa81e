import type { TestRun } from '@fargate-actions/action-kit/testing';
import { truth, type World } from '@fargate-actions/emulator';

/** What a runner has in its environment, and nobody may read in a log. */
export const SECRETS: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIACHAOSCANARY00001',
  AWS_SECRET_ACCESS_KEY: 'chaos-canary-secret-access-key',
  AWS_SESSION_TOKEN: 'chaos-canary-session-token',
  ACTIONS_RUNTIME_TOKEN: 'chaos-canary-runtime-token',
};

/** What of a run can be read that is secret. */
export function leaked({ log, outputs, summary }: TestRun, { registryTokens }: World): string[] {
  const secrets = [...Object.values(SECRETS), ...registryTokens.map(({ password }) => password)];
  // A mask has to name what it hides, and the runner shows none.
  const lines = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const shown = [...lines, summary, ...Object.values(outputs)].join('\n');
  return secrets
    .filter((secret) => shown.includes(secret))
    .map((secret) => `the secret ${secret.slice(0, 12)}... is shown`);
}

/**
 * In what the verdict of a run differs from what is true in the account, where nobody else is at work and the new image is
 * healthy.
 */
export function untrue(action: string, run: TestRun, world: World): string[] {
  const untruth = {
    'deploy-ecs-service': untrueOfDeploy,
    'enforce-beat-singleton': untrueOfSingleton,
  }[action];
  const what = untruth?.(run, world);
  return what === undefined ? [] : [`untrue: ${what}`];
}

const titleOf = ({ log }: TestRun): string => /^::error title=([^:]*)::/m.exec(log)?.[1] ?? '';
const isNew = (revision: string): boolean => revision.endsWith(':2');

function untrueOfDeploy(run: TestRun, world: World): string | undefined {
  const ours = truth(world).find(({ service, taskDefinition }) => service === 'amply-api' && isNew(taskDefinition));
  const [said] = JSON.parse(run.outputs['deployments'] ?? '[]') as { readonly status?: string }[];
  if (run.exitCode === 0 && (said?.status !== 'deployed' || ours?.ended !== 'succeeded'))
    return `green, and the deployment ${ours?.ended ?? 'goes on'}`;
  if (ours && titleOf(run).includes('could not be updated')) return 'it was updated';
  const isEnd = said?.status === 'rolled-back' || said?.status === 'failed' || said?.status === 'superseded';
  return isEnd && (ours?.ended ?? 'succeeded') === 'succeeded'
    ? `${said.status}, and nothing of it happened`
    : undefined;
}

function untrueOfSingleton(run: TestRun, world: World): string | undefined {
  const service = world.services.find(({ name }) => name === 'amply-beat');
  const running = world.tasks.filter(
    ({ lastStatus, taskDefinitionArn }) => lastStatus === 'RUNNING' && taskDefinitionArn.includes('amply-beat'),
  );
  const [only, ...others] = running;
  const isOne = service?.desiredCount === 1 && only !== undefined && others.length === 0;
  const there = `${running.length} beats run at desired count ${service?.desiredCount ?? 'unknown'}`;
  const isNewOne = only !== undefined && isNew(only.taskDefinitionArn);
  switch (run.outputs['status']) {
    case 'deployed':
      return isOne && isNewOne ? undefined : `deployed, and ${there}`;
    case 'refused':
    case 'rolled-back':
      return isOne && !isNewOne ? undefined : `beat runs as before, and ${there}`;
    case 'superseded':
    case 'unchanged':
      return `nothing of it happened, and ${there}`;
    default:
      if (run.exitCode === 0) return `green without a status, and ${there}`;
      return isOne && titleOf(run).includes('does not have exactly one running beat') ? there : undefined;
  }
}
