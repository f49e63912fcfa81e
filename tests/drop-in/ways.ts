import type { ScenarioChange } from '@fargate-actions/emulator';
import { ALL_BUT_OFFICIAL } from '../../actions/deploy-ecs-service/test/official-permissions.ts';

type Fault = NonNullable<ScenarioChange['faults']>[number];

/** What an account lets a run do, and how it answers all further calls. */
export interface Way {
  readonly how: string;
  readonly scenario: ScenarioChange;
}

/** How every further call fails: as with a stand-in for AWS, behind a proxy, or on a bad day. */
const ODD: readonly (Omit<Fault, 'operation'> & { readonly how: string })[] = [
  { how: 'further calls are unknown operations', error: 'UnknownOperationException' },
  { how: 'further calls get the page of a proxy', answer: 'html', httpStatus: 200 },
  { how: 'further calls get a 5xx', error: 'ServiceUnavailable', httpStatus: 503 },
  { how: 'a proxy refuses further calls', answer: 'html', httpStatus: 403 },
];

/** All that login, build and push do without. Source: actions/build-push-ecr/README.md, "Permissions". */
export const ALL_BUT_PUSH: readonly string[] = [
  ...['application-autoscaling:*', 'cloudwatch:*', 'ec2:*', 'ecs:*', 'elasticloadbalancing:*', 'iam:*', 'logs:*'],
  ...['secretsmanager:*', 'sns:*', 'ssm:*', 'sts:*', 'tagging:*'],
  ...['ecr:Create*', 'ecr:Delete*', 'ecr:Describe*', 'ecr:GetLifecycle*', 'ecr:List*', 'ecr:PutImageS*'],
  ...['ecr:PutImageT*', 'ecr:PutLifecycle*', 'ecr:Start*', 'ecr:Tag*', 'ecr:Untag*'],
];

/**
 * Each row with the official action's permissions alone, and with each of the odd ways for every further call.
 *
 * @param further the calls that the official action does not make.
 */
export function inEachWay<Row extends object>(
  rows: readonly Row[],
  further: readonly string[] = ALL_BUT_OFFICIAL,
): readonly (Row & Way)[] {
  const alone: Way = { how: "the official action's permissions alone", scenario: { denied: [...further] } };
  const odd = ODD.map(({ how, ...fault }): Way => {
    return { how, scenario: { faults: further.map((operation) => ({ operation, ...fault })) } };
  });
  return rows.flatMap((row) => [alone, ...odd].map((way) => ({ ...row, ...way })));
}
