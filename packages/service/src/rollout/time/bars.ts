import type { Chain, Stretch } from './chains.ts';
import type { PathStretch } from './critical-path.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import type { TimeBar } from './rollout-time.ts';

/** More of them say less. */
const MOST_BARS = 20;

/** What tasks did when: first what the deployment waited for, then of the others as much as there is room for. */
export function barsOf(
  chains: readonly Chain[],
  path: readonly PathStretch[],
  facts: DeploymentFacts,
  healthySeconds: number,
): TimeBar[] {
  const critical = path.map((stretch) => barOf(stretch, stretch.chain, true, facts));
  const onPath = new Set(path.map(({ chain }) => chain));
  const others = chains
    .filter((chain) => !onPath.has(chain))
    .map((chain) => allOf(chain, facts, healthySeconds).map((stretch) => barOf(stretch, chain, false, facts)));
  const bars = longest(critical.filter(isSeen));
  for (const more of others) {
    const seen = more.filter(isSeen);
    if (bars.length + seen.length <= MOST_BARS) bars.push(...seen);
  }
  return bars.sort((a, b) => a.fromSeconds - b.fromSeconds || a.toSeconds - b.toSeconds);
}

function isSeen({ fromSeconds, toSeconds }: TimeBar): boolean {
  return toSeconds > fromSeconds;
}

/** Of many waves the short stretches are left out. */
function longest(bars: readonly TimeBar[]): TimeBar[] {
  const length = ({ fromSeconds, toSeconds }: TimeBar) => toSeconds - fromSeconds;
  return bars.toSorted((a, b) => length(b) - length(a)).slice(0, MOST_BARS);
}

function allOf(chain: Chain, { endedAt }: DeploymentFacts, healthySeconds: number): Stretch[] {
  const { stretches, isStarted, hasFailed, end } = chain;
  if (!isStarted || hasFailed) return [...stretches];
  return [...stretches, { phase: 'health', from: end, to: Math.min(end + healthySeconds * 1000, endedAt) }];
}

function barOf(
  { phase, from, to }: Stretch,
  chain: Chain | undefined,
  isCritical: boolean,
  { beganAt, endedAt }: DeploymentFacts,
): TimeBar {
  const seconds = (at: number) => Math.round((Math.min(Math.max(at, beganAt), endedAt) - beganAt) / 1000);
  return {
    ...(chain && { task: chain.task }),
    isNew: chain?.isNew ?? true,
    phase,
    fromSeconds: seconds(from),
    toSeconds: seconds(to),
    isCritical,
  };
}
