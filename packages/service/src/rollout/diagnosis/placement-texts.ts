import type { KnownText } from './known-text.ts';
import { found } from './subjects.ts';

/** What keeps a task from being placed. Source: AWS's guide, "Amazon ECS service event messages". */
export const PLACEMENT_TEXTS: readonly KnownText[] = [
  {
    kind: 'subnet-full',
    pattern: /InsufficientFreeAddresses|not enough free addresses|RESOURCE:ENI/i,
    means: (text) => ({
      what: `no free address for a task${inSubnet(text)}`,
      hint: 'Add subnets to `awsvpcConfiguration`, or free addresses: during a deployment old and new tasks need one each.',
    }),
  },
  {
    kind: 'limit-reached',
    pattern: /reached the limit on the number of|LimitExceeded.*(?:tasks|vCPU)/i,
    means: (text) => ({
      what: `the account may not run more ${found(text, /limit on the number of (\w+)/) ?? 'tasks'} at once`,
      hint: 'Stop what is not needed, or ask for more under Service Quotas, "AWS Fargate".',
    }),
  },
  {
    kind: 'no-capacity',
    pattern:
      /capacity is unavailable|Insufficient capacity|RESOURCE:|No Container Instances were found|capacity provider/i,
    means: (text) => ({
      what: `AWS has no capacity for the tasks${whose(text)}`,
      hint: /No Container Instances/i.test(text)
        ? 'The service asks for EC2 instances and the cluster has none: set `launchType: FARGATE` or a strategy of FARGATE providers.'
        : 'ECS goes on trying, and this passes as a rule. To be less dependent add FARGATE beside FARGATE_SPOT, and subnets in more zones.',
    }),
  },
];

function inSubnet(text: string): string {
  const subnet = found(text, /(subnet-[0-9a-f]+)/);
  return subnet === undefined ? '' : ` in ${subnet}`;
}

/** ` (FARGATE_SPOT, eu-central-1a)`, as far as the text says it. */
function whose(text: string): string {
  const named = [found(text, /\b(FARGATE(?:_SPOT)?)\b/), found(text, /\b([a-z]{2}(?:-[a-z]+)+-\d[a-z])\b/)];
  const known = named.filter((name) => name !== undefined);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}
