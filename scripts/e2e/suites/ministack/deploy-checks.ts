import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../../checks.ts';
import { checkRun } from '../check-run.ts';
import type { Deployed, RunningContainer, Shop } from './shop.ts';

const CRASH = 'echo "KeyError: STRIPE_SECRET_KEY"; exit 3';

/** A first deploy, the next revision, no change, and a revision that crashes. */
export async function* deployChecks(shop: Shop): AsyncIterable<Check> {
  const one = await shop.image('v1', { page: 'revision one' });
  const two = await shop.image('v2', { page: 'revision two' });
  const broken = await shop.image('broken', { page: 'never served', command: CRASH });

  yield await deployed(shop, 'the first revision is deployed, and its containers run', one, 'revision one');
  yield await deployed(
    shop,
    'the next revision is deployed, and its containers replace the old ones',
    two,
    'revision two',
  );

  const again = await shop.deploy(two);
  yield checkRun('nothing has changed, and nothing is written', again, [
    ...ended(again, 0, 'unchanged'),
    again.writes.length > 0 && `it called ${again.writes.join(', ')}`,
    ...(await serving(shop, 'revision two')),
  ]);

  const failed = await shop.deploy(broken);
  const cause = failed.outputs['failure-cause'] ?? '';
  yield checkRun(
    'a revision that crashes is red, with its cause, and the old containers go on',
    failed,
    [
      ...ended(failed, 1, 'rolled-back'),
      !cause.includes('exited with code 3') && `the cause has no exit code: ${cause}`,
      !cause.includes('KeyError: STRIPE_SECRET_KEY') && `the cause has no line of the log: ${cause}`,
      ...(await serving(shop, 'revision two')),
    ],
    cause,
  );
}

async function deployed(shop: Shop, name: string, image: string, page: string): Promise<Check> {
  const start = performance.now();
  const result = await shop.deploy(image);
  const seconds = (performance.now() - start) / 1000;
  const wrong = [...ended(result, 0, 'deployed'), ...(await serving(shop, page))];
  return checkRun(name, result, wrong, `${seconds.toFixed(1)} s`);
}

function ended({ exitCode, outputs }: Deployed, code: number, status: string): (string | false)[] {
  return [
    exitCode !== code && `it ended with ${exitCode}`,
    outputs['status'] !== status && `its status is ${String(outputs['status'])}, must be ${status}`,
  ];
}

const TASKS = 2;

/** A container is given so long to go that its task has left: ministack calls a task stopped before it stops the container. */
const GONE_SECONDS = 15;

/** What is wrong with the containers: as many as wanted serve the page now, and all others are gone soon. */
async function serving(shop: Shop, page: string): Promise<(string | false)[]> {
  const now = await shop.containers();
  const isRight = now.filter((container) => container.page === page).length >= TASKS;
  if (!isRight) return [`these containers run: ${shown(now)}`];
  const deadline = Date.now() + GONE_SECONDS * 1000;
  for (;;) {
    const left = await shop.containers();
    if (left.length === TASKS && left.every((container) => container.page === page)) return [];
    if (Date.now() > deadline) return [`after ${GONE_SECONDS} s, these containers run: ${shown(left)}`];
    await sleep(500);
  }
}

const shown = (containers: readonly RunningContainer[]): string =>
  containers.map(({ revision, page }) => `${page} (shop-web:${revision})`).join(', ') || 'none';
