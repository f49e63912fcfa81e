import type { KnownText, StopFacts } from './known-text.ts';
import { deniedCall, executionRole, found, variableOf } from './subjects.ts';

/**
 * What keeps Fargate from preparing a task: secrets, logs, files, the way to them.
 *
 * Source: AWS's guide, "ResourceInitializationError errors" and "Stopped task error messages".
 */
export const INITIALIZATION_TEXTS: readonly KnownText[] = [
  {
    kind: 'role-denied',
    pattern: /unable to assume the (?:task |service )?role|not authorized to perform:? sts:AssumeRole/i,
    means: (text) => ({
      what: `ECS can't assume the role ${roleIn(text)}`,
      hint: 'Check that the role exists, and that its trust policy lets ecs-tasks.amazonaws.com do sts:AssumeRole.',
    }),
  },
  {
    kind: 'secret-key-missing',
    pattern: /did not contain json key/i,
    means: (text, facts) => ({
      what: `the secret ${secretIn(text, facts)} has no key ${found(text, /json key (\S+)/) ?? 'of that name'}`,
      hint: 'Add the key to the secret, or correct it in `secrets[].valueFrom`: `arn:...:secret:name:json-key::`.',
    }),
  },
  {
    kind: 'secret-not-json',
    pattern: /(?:retrieve|fetch) secrets?\b.*invalid character .* looking for beginning of value/is,
    means: (text, facts) => ({
      what: `the secret ${secretIn(text, facts)} is not JSON, but a key of it is asked for`,
      hint: 'Take the key out of `secrets[].valueFrom`, or store the secret as a JSON object.',
    }),
  },
  {
    kind: 'secret-denied',
    pattern:
      /(?:retrieve|fetch) secrets?\b.*(?:AccessDenied|not authorized)|not authorized to perform:? (?:secretsmanager|ssm|kms):/is,
    means: secretDenied,
  },
  {
    kind: 'secret-missing',
    pattern:
      /can't find the specified secret|\bssm\b.*invalid parameters?:|ParameterNotFound|(?:retrieve|fetch) secrets?\b.*(?:ResourceNotFound|marked for deletion)/is,
    means: secretMissing,
  },
  {
    kind: 'log-group-missing',
    pattern: /log group does not exist|log ?stream.*ResourceNotFound/is,
    means: (text, facts) => ({
      what: `log group not found: ${logGroupIn(text, facts)}`,
      hint: 'Create it (a stack.yml does so by itself), or set `awslogs-create-group: "true"` and allow the execution role logs:CreateLogGroup.',
    }),
  },
  {
    kind: 'log-denied',
    pattern: /not authorized to perform:? logs:/i,
    means: (text, facts) => {
      const { action = 'logs:CreateLogStream', obstacle } = deniedCall(text);
      const hint = `Allow ${executionRole(facts.revision)} ${action} on ${deniedCall(text).resource ?? 'the log group'}.`;
      return {
        what: `${executionRole(facts.revision)} may not write to the log group ${logGroupIn(text, facts)}`,
        hint: obstacle ? `${hint} ${obstacle}` : hint,
      };
    },
  },
  {
    kind: 'volume-not-mounted',
    pattern: /\bEFS\b|\bmount\.nfs4?/,
    means: (text) => ({
      what: `the EFS file system ${found(text, /\b(fs-[0-9a-f]+)/) ?? 'of the task'} could not be mounted: ${stderrIn(text)}`,
      hint: "Check the file system's id, a mount target in each zone of the tasks, and that its security group lets the tasks in on port 2049.",
    }),
  },
  {
    kind: 'environment-file-missing',
    pattern: /download env(?:ironment)? files?/i,
    means: (text, facts) => ({
      what: `an environment file could not be read: ${stderrIn(text)}`,
      hint: `Check the ARN in \`environmentFiles\`, and allow ${executionRole(facts.revision)} s3:GetObject and s3:GetBucketLocation.`,
    }),
  },
  {
    kind: 'no-route',
    pattern:
      /ResourceInitializationError.*(?:deadline exceeded|context canceled|i\/o timeout|dial tcp|connection (?:issue|refused|reset)|no such host|request send failed|send request failed|network configuration)/is,
    means: noRoute,
  },
  {
    kind: 'infrastructure',
    pattern:
      /network interface provisioning|unable to (?:set up|configure) (?:network|ENI)|failed to (?:set ?up|configure) (?:regular )?eni/i,
    means: () => ({
      what: 'AWS could not set up the network interface of a task in time',
      hint: 'This passes by itself as a rule: ECS tries again. If it stays, look at the AWS Health Dashboard.',
    }),
  },
  {
    kind: 'initialization',
    pattern: /ResourceInitializationError/i,
    means: (text) => ({
      what: `Fargate could not prepare the task: ${text.replace(/^.*?ResourceInitializationError: */s, '')}`,
      hint: 'The text is what ECS says of it: see "ResourceInitializationError" in the Amazon ECS Developer Guide.',
    }),
  },
];

function secretDenied(text: string, facts: StopFacts) {
  const { action = 'secretsmanager:GetSecretValue', resource, obstacle } = deniedCall(text);
  const role = executionRole(facts.revision);
  const needed = resource ?? sourceIn(text);
  const key = action.startsWith('kms:') ? '' : ' If a key of your own encrypts it, kms:Decrypt on that key as well.';
  return {
    what: `${role} may not read the secret ${secretIn(text, facts)}`,
    hint: `Allow ${role} ${action}${needed ? ` on ${needed}` : ''}.${key}${obstacle ? ` ${obstacle}` : ''}`,
  };
}

function secretMissing(text: string, facts: StopFacts) {
  const source = sourceIn(text);
  const correct = 'correct `secrets[].valueFrom` in the task definition';
  const hint = source?.includes(':secretsmanager:')
    ? `Create it in Secrets Manager of this region, or ${correct}, which says ${source}. A secret that is created anew gets another ARN.`
    : `Create it in Parameter Store of this region, or ${correct}.`;
  return { what: `secret not found: ${secretIn(text, facts)}`, hint };
}

/** What a route would have led to, and the VPC endpoint that leads there without one. */
const DESTINATIONS: readonly (readonly [pattern: RegExp, name: string, endpoints: string])[] = [
  [/api\.ecr|registry auth from|ecr registry auth|retrieve ecr/i, 'ECR', 'ecr.api, ecr.dkr and s3'],
  [/secretsmanager|Secrets Manager|from asm/i, 'Secrets Manager', 'secretsmanager'],
  [/\bssm\b/i, 'Systems Manager', 'ssm'],
  [/\blogs\.|log ?stream|logger|logging/i, 'CloudWatch Logs', 'logs'],
];

function noRoute(text: string) {
  const [, name = "AWS's services", endpoints = 'ecr.api, ecr.dkr, s3, secretsmanager and logs'] =
    DESTINATIONS.find(([pattern]) => pattern.test(text)) ?? [];
  return {
    what: `the tasks' subnets have no way to ${name}`,
    hint: `Give them a route: a NAT gateway, or VPC endpoints for ${endpoints}. In a public subnet set \`assignPublicIp: ENABLED\`. The tasks' security group must let HTTPS out.`,
  };
}

/** The ARN or name by which a secret was asked for. */
function sourceIn(text: string): string | undefined {
  const arn =
    found(text, /(arn:[\w-]+:(?:secretsmanager|ssm):[^\s,;'"]+)/) ?? found(text, /invalid parameters?: ([^\s,;'"]+)/);
  // The colons behind it are those of the sentence, or of a key that it does not have.
  return arn?.replace(/:+$/, '');
}

/** `amply/database-url (DATABASE_URL of container api)`. */
function secretIn(text: string, facts: StopFacts): string {
  const source = sourceIn(text);
  if (source === undefined) return 'of the task';
  const variable = variableOf(source, facts);
  return nameOf(source) + (variable === undefined ? '' : ` (${variable})`);
}

/** A secret's name without the six characters that AWS puts behind it; a parameter's as it is. */
function nameOf(source: string): string {
  const parts = source.split(':');
  if (parts[2] === 'secretsmanager') return (parts[6] ?? source).replace(/-[A-Za-z0-9]{6}$/, '');
  return parts[0] === 'arn' ? (parts[5] ?? source).replace(/^parameter/, '') : source;
}

function logGroupIn(text: string, { revision, container }: StopFacts): string {
  const groups = (revision?.containerDefinitions ?? [])
    .filter(({ name }) => container === undefined || name === container)
    .flatMap(({ logConfiguration }) => logConfiguration?.options?.['awslogs-group'] ?? []);
  const named = found(text, /does not exist\.? \(([^)\s]+)\)/);
  return named ?? (new Set(groups).size === 1 ? groups[0] : undefined) ?? 'of the task';
}

function roleIn(text: string): string {
  return found(text, /role '?(?:arn:[^'\s]*\/)?([\w+=,.@-]+)'?/i) ?? 'of the task';
}

/** What a program said, behind the words of the agent. */
function stderrIn(text: string): string {
  return (found(text, /stderr: (.*)/s) ?? text.replace(/^.*?ResourceInitializationError: */s, '')).trim();
}
