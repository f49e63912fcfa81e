import { CHAOS_ACTIONS, type ChaosAction } from './chaos-action.ts';
import { deployedAccount, type ChaosAccount } from './chaos-account.ts';
import { CHAOS_FAULTS } from './chaos-fault.ts';
import { ALWAYS, ONCE, type FaultTimes } from './fault-times.ts';
import { operationsOf, tryChaos, tryClock, type ChaosOutcome } from './try-chaos.ts';

/** Where the page is in the repository. */
export const PAGE = 'docs/reliability.md';

const HEAD = `# What happens when AWS does not answer as it should

<!-- Written by tests/chaos/write.ts, from real runs of the actions against the emulator: do not edit. -->

Each cell is one run of an action on [the example](../examples/amply/deploy/stack.yml), in the emulator's time. One
operation goes wrong in one way; everything else works. The cell shows the exit code (✅ 0, ❌ 1), how long the run took,
and what it left behind. Operations with the same results share a row.

Every run ends, every red run says why, no run ever starts a second beat, and when AWS answers again the next run brings
the stack to what its files say. The test behind this page checks that for each cell, and \`npm run worlds\` for calls that
go wrong late, several times in a row, or late and for good.

| column | what happens to the call |
| --- | --- |
| no answer | AWS never gets it, and the connection stays open |
| half an answer | AWS does it; the answer stops half-way |
| reset before | the connection breaks before AWS gets it |
| reset after | AWS does it; the connection breaks before the answer |
| HTML | a proxy answers with a page and status 200 |
| 429, 503 | AWS throttles it, or is not available |
| wrong JSON | AWS does it; the answer is \`null\` |
| same page | a list always names a next page |
| denied | the role of the job lacks the permission |
| unknown operation | AWS does not have the operation there |

A read that only decorates, names or speeds something up is optional: without it the run goes on, with one notice. A red
cell in a row of reads is a read that safety or the plan rests on; \`tests/chaos/needed-reads.ts\` says why for each.

What a run can leave behind: **deployment goes on** (ECS finishes the deployment by itself), **mark** and **lock** (the
next run, or the post step of the same one, takes over from there), **beat stopped** (the desired count is 0 until then),
**not all applied** (the run is green, and a notice says what was passed on or left as it is).`;

/** How far the runner's clock is off. */
const CLOCK_MINUTES = [-20, 20];

/** The page, from a run for every cell. @throws Error that names each run in which something was wrong. */
export async function page(): Promise<string> {
  const before = await deployedAccount();
  const parts: string[] = [];
  for (const action of CHAOS_ACTIONS) parts.push(await partOf(action, before));
  return `${[HEAD, ...parts].join('\n\n')}\n`;
}

/** The page with another part about one action, in the place that the action has among them. */
export function withPart(text: string, action: ChaosAction, part: string): string {
  const [head = '', ...parts] = text.trimEnd().split(/\n\n(?=## )/);
  const byName = new Map(parts.map((one) => [/^## (.*)/.exec(one)?.[1] ?? '', one]));
  byName.set(action.name, part);
  return `${[head, ...CHAOS_ACTIONS.flatMap(({ name }) => byName.get(name) ?? [])].join('\n\n')}\n`;
}

/** What the page says of one action. */
export async function partOf(action: ChaosAction, before: ChaosAccount): Promise<string> {
  const operations = [...(await operationsOf(action, before)).keys()];
  const clocks = [];
  for (const minutes of CLOCK_MINUTES) {
    const outcome = checked(`${action.name}, clock`, await tryClock(action, before, minutes * 60));
    clocks.push(`${Math.abs(minutes)} minutes ${minutes < 0 ? 'behind' : 'ahead'}: ${cell(outcome)}`);
  }
  return [
    `## ${action.name}`,
    `The run ${action.story}.`,
    `With the runner's clock ${clocks.join(', ')}.`,
    'One call goes wrong:',
    await tableOf(action, operations, before, ONCE),
    'Every call of the operation goes wrong:',
    await tableOf(action, operations, before, ALWAYS),
  ].join('\n\n');
}

async function tableOf(
  action: ChaosAction,
  operations: Iterable<string>,
  before: ChaosAccount,
  when: FaultTimes,
): Promise<string> {
  const faults = CHAOS_FAULTS.filter(({ isLasting = false }) => when === ALWAYS || !isLasting);
  const rows = new Map<string, string[]>();
  for (const operation of operations) {
    const cells: string[] = [];
    for (const fault of faults) {
      if (!fault.concerns(operation)) {
        cells.push('');
        continue;
      }
      const outcome = await tryChaos(action, before, { operation, fault, when });
      cells.push(cell(checked(`${action.name}, ${operation}, ${fault.name}, ${when.name}`, outcome)));
    }
    const row = cells.join(' | ');
    rows.set(row, [...(rows.get(row) ?? []), operation]);
  }
  const head = ['operation', ...faults.map(({ name }) => name)];
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...[...rows].map(([cells, names]) => `| ${names.map((name) => `\`${name}\``).join('<br>')} | ${cells} |`),
  ].join('\n');
}

/** `❌ 2 min<br>mark, lock`: so coarse that what a change elsewhere costs in seconds does not change the page. */
function cell({ exitCode, seconds, left }: ChaosOutcome): string {
  const minutes = Math.round(seconds / 60);
  const time = minutes === 0 ? '< 1 min' : `${minutes} min`;
  return [`${exitCode === 0 ? '✅' : '❌'} ${time}`, left.join(', ')].filter((part) => part !== '').join('<br>');
}

function checked(what: string, outcome: ChaosOutcome): ChaosOutcome {
  if (outcome.wrong.length > 0) throw new Error(`${what}: ${outcome.wrong.join('; ')}`);
  return outcome;
}
