import type { Chain, Stretch } from './chains.ts';
import type { DeploymentFacts } from './deployment-facts.ts';

/** A stretch that the end of the deployment waited for. */
export interface PathStretch extends Stretch {
  /** Whose: absent where the deployment waited for no task. */
  readonly chain?: Chain;
}

/** ECS acts some seconds after the moment it waited for: its looks at a service are seconds apart. */
const REACTION_MS = 15_000;

/** What a step of the way back rests on: a chain, and the moment up to which it was waited for. */
interface Reason {
  readonly chain: Chain;
  readonly until: number;
}

/**
 * What the end of a deployment waited for, from its beginning to its end, without gaps and overlaps.
 *
 * It is found from the end: the old task that was stopped last waited for a new one to be healthy, which waited for its
 * start, which waited for room, which an older one made. Between a moment and what it led to, ECS was waited for.
 *
 * AWS tells no moment at which a task became healthy: it is the one at which ECS went on.
 *
 * @param healthySeconds how soon a task that works from the start can be healthy.
 */
export function criticalPath(chains: readonly Chain[], facts: DeploymentFacts, healthySeconds: number): PathStretch[] {
  const { beganAt, endedAt } = facts;
  const path: PathStretch[] = [];
  let cursor = Math.max(beganAt, endedAt);

  const add = (stretch: PathStretch): void => {
    const from = Math.min(cursor, Math.max(beganAt, stretch.from));
    if (from < cursor) path.unshift({ ...stretch, from, to: cursor });
    cursor = from;
  };
  const addWait = (from: number): void => add({ phase: 'waiting', from, to: cursor });

  const left = new Set(chains);
  let reason = reasonOfEnd(chains, endedAt, healthySeconds * 1000);
  while (reason && cursor > beganAt) {
    const { chain, until } = reason;
    left.delete(chain);
    addWait(until);
    if (chain.kind === 'starting' && chain.isStarted && until > chain.end) {
      // Nobody waits for health any more where a protected task is what is waited for.
      if (facts.isHeldByProtection) addWait(Math.min(cursor, chain.end + healthySeconds * 1000));
      add({ phase: 'health', from: chain.end, to: cursor, chain });
    }
    for (const stretch of chain.stretches.toReversed()) if (stretch.from < cursor) add({ ...stretch, chain });
    addWait(Math.min(cursor, chain.begin));
    reason = reasonOfBeginning(chain, [...left], healthySeconds * 1000);
  }
  addWait(beganAt);
  return path;
}

/** The last that the deployment waited for: an old task that was just gone, or a new one that had to become healthy. */
function reasonOfEnd(chains: readonly Chain[], endedAt: number, healthyMs: number): Reason | undefined {
  const gone = latest(
    chains.filter(({ kind }) => kind === 'stopping').map((chain) => ({ chain, until: Math.min(chain.end, endedAt) })),
  );
  const healthy = latest(
    chains
      .filter(({ isStarted, hasFailed, end }) => isStarted && !hasFailed && end < endedAt)
      .map((chain) => ({ chain, until: Math.min(chain.end + healthyMs, endedAt) })),
  );
  if (!gone || !healthy) return gone ?? (healthy && { ...healthy, until: endedAt });
  const isJustGone = gone.until >= endedAt - REACTION_MS && gone.until > healthy.chain.end;
  return isJustGone || gone.until > healthy.until ? gone : { ...healthy, until: endedAt };
}

function reasonOfBeginning(chain: Chain, others: readonly Chain[], healthyMs: number): Reason | undefined {
  return chain.kind === 'starting' ? roomFor(chain, others) : takenOver(chain, others, healthyMs);
}

/** A new task starts when there is room: another one is being stopped, or gone. */
function roomFor({ begin }: Chain, others: readonly Chain[]): Reason | undefined {
  const made = others
    .filter(({ kind }) => kind === 'stopping')
    .flatMap((chain) => [chain.begin, chain.end].map((until) => ({ chain, until })));
  return latest(made.filter(({ until }) => until <= begin));
}

/** A task is stopped when a new one has taken over from it, or because it failed itself. */
function takenOver({ begin, task, isNew }: Chain, others: readonly Chain[], healthyMs: number): Reason | undefined {
  const started = others.filter(({ kind, begin: created }) => kind === 'starting' && created <= begin);
  if (isNew) {
    const own = started.find((other) => other.task === task);
    if (own) return { chain: own, until: begin };
  }
  const running = started.filter(({ isStarted, end }) => isStarted && end <= begin);
  const ripe = running.filter(({ end }) => end + healthyMs <= begin + REACTION_MS);
  const chain = last(ripe) ?? last(running);
  if (chain) return { chain, until: begin };
  return latest(others.filter(({ kind, end }) => kind === 'stopping' && end <= begin).map(ending));
}

const ending = (chain: Chain): Reason => ({ chain, until: chain.end });

/** The task that was RUNNING last. */
function last(chains: readonly Chain[]): Chain | undefined {
  return latest(chains.map(ending))?.chain;
}

function latest(reasons: readonly Reason[]): Reason | undefined {
  return reasons.reduce<Reason | undefined>((best, one) => (best && best.until >= one.until ? best : one), undefined);
}
