import type { ScenarioChange } from '@fargate-actions/emulator';
import { ALL_BUT_OFFICIAL } from '../../actions/deploy-ecs-service/src/testing/official-permissions.ts';

type Fault = NonNullable<ScenarioChange['faults']>[number];

/** What an account lets a run do, and how it answers all further calls. */
export interface Way {
  readonly how: string;
  readonly scenario: ScenarioChange;
}

/** The official action's permissions, and nothing else. */
const OFFICIAL_ALONE: Way = {
  how: "the official action's permissions alone",
  scenario: { denied: ALL_BUT_OFFICIAL },
};

const everyFurtherCall = (fault: Omit<Fault, 'operation'>): ScenarioChange => ({
  faults: ALL_BUT_OFFICIAL.map((operation) => ({ operation, ...fault })),
});

/** Every further call fails as it does with a stand-in for AWS, behind a proxy, or on a bad day. */
const ODD_WAYS: readonly Way[] = [
  { how: 'further calls are unknown operations', scenario: everyFurtherCall({ error: 'UnknownOperationException' }) },
  { how: 'further calls get the page of a proxy', scenario: everyFurtherCall({ answer: 'html', httpStatus: 200 }) },
  { how: 'further calls get a 5xx', scenario: everyFurtherCall({ error: 'ServiceUnavailable', httpStatus: 503 }) },
  { how: 'a proxy refuses further calls', scenario: everyFurtherCall({ answer: 'html', httpStatus: 403 }) },
];

/** Each row with the official permissions, and with one of the odd ways in turn. */
export function inEachWay<Row extends object>(rows: readonly Row[]): readonly (Row & Way)[] {
  return rows.flatMap((row, index) => {
    const odd = ODD_WAYS[index % ODD_WAYS.length];
    return [OFFICIAL_ALONE, ...(odd ? [odd] : [])].map((way) => ({ ...row, ...way }));
  });
}
