import type { Aws, FoundAlarm } from '@fargate-actions/aws';
import { configurationResult, type Address, type Outcome, type Outputs, type Plan } from '@fargate-actions/engine';

/** An alarm as it is now, and what became of it: an entry of the output `alarms`. */
export interface AlarmNow {
  readonly name: string;
  /** Absent while there is none, or when it may not be read. */
  readonly arn?: string;
  /** OK, ALARM or INSUFFICIENT_DATA, as CloudWatch says it; `new` for one that is not there yet. */
  readonly state?: string;
  readonly result: string;
}

/** The alarms of a plan, as they are. */
export function plannedAlarms({ resources }: Plan, aws: Aws): Promise<AlarmNow[]> {
  return alarmsNow(
    resources.map(({ address, changes: { action }, outputs }) => ({
      address,
      result: action === 'none' ? 'unchanged' : action,
      isThere: action !== 'create',
      outputs,
    })),
    aws,
  );
}

/** The alarms of a run, as they are after it. */
export function appliedAlarms(outcomes: readonly Outcome[], aws: Aws): Promise<AlarmNow[]> {
  return alarmsNow(
    outcomes.map((outcome) => {
      const { address, resource } = outcome;
      return {
        address,
        result: configurationResult(outcome),
        isThere: resource.changes.action !== 'create',
        outputs: 'outputs' in outcome ? outcome.outputs : resource.outputs,
      };
    }),
    aws,
  );
}

interface RunAlarm {
  readonly address: Address;
  readonly result: string;
  /** Whether it was there before the run. */
  readonly isThere: boolean;
  readonly outputs: Outputs | undefined;
}

/** Reads again only those of which nothing is known: that are there, and were not written though they differ. */
async function alarmsNow(all: readonly RunAlarm[], aws: Aws): Promise<AlarmNow[]> {
  const alarms = all.flatMap((alarm) => {
    const { kind, name } = alarm.address;
    return kind === 'alarm' && name !== undefined ? [{ ...alarm, name }] : [];
  });
  return Promise.all(
    alarms.map(async ({ name, result, isThere, outputs }): Promise<AlarmNow> => {
      if (outputs?.['state'] !== undefined) return { name, ...facts(outputs['arn'], outputs['state']), result };
      if (!isThere) return { name, state: 'new', result };
      const found = await stateOf(name, aws);
      return { name, ...facts(found?.alarm.AlarmArn, found?.alarm.StateValue), result };
    }),
  );
}

/** What is only told must not hide what became of the run: unread, it is not known. */
function stateOf(name: string, aws: Aws): Promise<FoundAlarm | undefined> {
  return aws.gaps.optional('What state the alarms are in is not shown.', () => aws.alarms.find(name));
}

function facts(arn: string | undefined, state: string | undefined): Pick<AlarmNow, 'arn' | 'state'> {
  return { ...(arn !== undefined && { arn }), ...(state !== undefined && { state }) };
}
