import { describe, expect, test } from '@jest/globals';
import { explainStop } from './explain-stop.ts';
import { aGroup, context } from '../../../test/diagnosis/a-stop.ts';
import { explains } from '../../../test/diagnosis/explains.ts';

const ASM =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url-95kFGw';
const DENIED =
  'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/amply-task-execution/b2 is not authorized to perform:';
const LOGGER =
  'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream:';

describe("a task that can't be prepared", () => {
  explains([
    {
      name: 'a secret that is not there',
      stopped: `${ASM} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
      kind: 'secret-missing',
      summary: 'secret not found: amply/database-url (DATABASE_URL of container api)',
      hint: /^Create it in Secrets Manager of this region, or .*amply\/database-url-95kFGw/,
    },
    {
      name: 'a secret that is being deleted',
      stopped: `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
      kind: 'secret-missing',
      summary: 'secret not found: amply/database-url (DATABASE_URL of container api)',
      hint: /Secrets Manager/,
    },
    {
      name: 'a parameter that is not there',
      stopped: `${ASM} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: /amply/stripe`,
      kind: 'secret-missing',
      summary: 'secret not found: /amply/stripe (STRIPE_SECRET_KEY of container api)',
      hint: /^Create it in Parameter Store/,
    },
    {
      name: 'a secret that may not be read',
      stopped: `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: ${DENIED} secretsmanager:GetSecretValue on resource: ${SECRET} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
      kind: 'secret-denied',
      summary:
        'the execution role amply-task-execution may not read the secret amply/database-url (DATABASE_URL of container api)',
      hint: /^Allow the execution role amply-task-execution secretsmanager:GetSecretValue on arn:aws:secretsmanager:\S+-95kFGw\. If a key of your own encrypts it, kms:Decrypt on that key as well\.$/,
    },
    {
      name: 'a secret that a policy denies explicitly',
      stopped: `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: ${DENIED} secretsmanager:GetSecretValue on resource: ${SECRET} with an explicit deny in a service control policy`,
      kind: 'secret-denied',
      summary:
        'the execution role amply-task-execution may not read the secret amply/database-url (DATABASE_URL of container api)',
      hint: /An explicit deny stands in the way, in the service control policy\.$/,
    },
    {
      name: 'a secret that the VPC endpoint does not let through',
      stopped: `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: ${DENIED} secretsmanager:GetSecretValue on resource: ${SECRET} because no VPC endpoint policy allows the secretsmanager:GetSecretValue action`,
      kind: 'secret-denied',
      summary:
        'the execution role amply-task-execution may not read the secret amply/database-url (DATABASE_URL of container api)',
      hint: /It is the VPC endpoint policy that does not allow it\.$/,
    },
    {
      name: 'parameters that may not be read',
      stopped: `${ASM} unable to retrieve secrets from ssm: ${DENIED} ssm:GetParameters on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/amply/stripe because no identity-based policy allows the ssm:GetParameters action`,
      kind: 'secret-denied',
      summary: 'the execution role amply-task-execution may not read the secret /amply/stripe',
      hint: /ssm:GetParameters on arn:aws:ssm/,
    },
    {
      name: 'a key that may not decrypt',
      stopped: `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: ${DENIED} kms:Decrypt on resource: arn:aws:kms:eu-central-1:123456789012:key/1 because no resource-based policy allows the kms:Decrypt action`,
      kind: 'secret-denied',
      summary:
        'the execution role amply-task-execution may not read the secret amply/database-url (DATABASE_URL of container api)',
      hint: /^Allow the execution role amply-task-execution kms:Decrypt on arn:aws:kms\S+\. It is the resource-based policy/,
    },
    {
      name: 'a secret without the key',
      stopped: `${ASM} unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key password`,
      kind: 'secret-key-missing',
      summary: 'the secret of the task has no key password',
      hint: /json-key/,
    },
    {
      name: 'a secret that is no JSON',
      stopped: `${ASM} unable to retrieve secret from asm: ${SECRET}: invalid character 'p' looking for beginning of value`,
      kind: 'secret-not-json',
      summary:
        'the secret amply/database-url (DATABASE_URL of container api) is not JSON, but a key of it is asked for',
      hint: /Take the key out/,
    },
    {
      name: "a role that ECS can't assume",
      stopped:
        "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/service/amply-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
      kind: 'role-denied',
      summary: "ECS can't assume the role amply-task",
      hint: /ecs-tasks\.amazonaws\.com/,
    },
    {
      name: 'a log group that is not there',
      stopped: `${LOGGER} ResourceNotFoundException: The specified log group does not exist.`,
      kind: 'log-group-missing',
      summary: 'log group not found: /ecs/amply-api',
      hint: /awslogs-create-group/,
    },
    {
      name: 'a log that may not be written',
      stopped: `${LOGGER} ${DENIED} logs:CreateLogStream on resource: arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/amply-api:log-stream:api because no identity-based policy allows the logs:CreateLogStream action`,
      kind: 'log-denied',
      summary: 'the execution role amply-task-execution may not write to the log group /ecs/amply-api',
      hint: /logs:CreateLogStream on arn:aws:logs/,
    },
    {
      name: 'a file system that is not mounted',
      stopped:
        'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection timed out for fs-0123abcd',
      kind: 'volume-not-mounted',
      summary: 'the EFS file system fs-0123abcd could not be mounted: mount.nfs4: Connection timed out for fs-0123abcd',
      hint: /2049/,
    },
    {
      name: 'an environment file that is not there',
      stopped:
        'ResourceInitializationError: failed to download env files: file download command: non empty error stream: AccessDenied: Access Denied',
      kind: 'environment-file-missing',
      summary:
        'an environment file could not be read: failed to download env files: file download command: non empty error stream: AccessDenied: Access Denied',
      hint: /s3:GetObject/,
    },
    {
      name: 'no way to Secrets Manager',
      stopped: `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded`,
      kind: 'no-route',
      summary: "the tasks' subnets have no way to Secrets Manager",
      hint: /VPC endpoints for secretsmanager/,
    },
    {
      name: 'no way to ECR',
      stopped:
        'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.eu-central-1.amazonaws.com/": dial tcp 52.46.1.1:443: i/o timeout',
      kind: 'no-route',
      summary: "the tasks' subnets have no way to ECR",
      hint: /VPC endpoints for ecr\.api, ecr\.dkr and s3/,
    },
    {
      name: 'no way to the logs',
      stopped: `${LOGGER} RequestError: send request failed caused by: Post "https://logs.eu-central-1.amazonaws.com/": dial tcp: i/o timeout`,
      kind: 'no-route',
      summary: "the tasks' subnets have no way to CloudWatch Logs",
      hint: /VPC endpoints for logs/,
    },
    {
      name: 'a network interface that came too late',
      stopped: 'Timeout waiting for network interface provisioning to complete.',
      kind: 'infrastructure',
      summary: 'AWS could not set up the network interface of a task in time',
      hint: /tries again/,
    },
    {
      name: 'an unknown reason',
      stopped: 'ResourceInitializationError: the moon is full',
      kind: 'initialization',
      summary: 'Fargate could not prepare the task: the moon is full',
      hint: /Developer Guide/,
    },
  ]);
});

test.each([
  // Every one of these texts begins with "unable to pull secrets or registry auth": that is not about a secret.
  [
    `${ASM} unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.eu-central-1.amazonaws.com/": dial tcp: lookup api.ecr.eu-central-1.amazonaws.com: no such host`,
    'no-route',
  ],
  [
    `${ASM} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret ${SECRET} from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
    'no-route',
  ],
  [
    `${ASM} unable to retrieve secret from asm: failed to fetch secret ${SECRET} from secrets manager: InternalServiceError: An error occurred on the server side.`,
    'initialization',
  ],
  [`${ASM} unable to retrieve ecr registry auth: host not found`, 'initialization'],
  ['ResourceInitializationError: failed to configure volume: invalid parameter: size', 'initialization'],
  [
    "ResourceInitializationError: failed to initialize logging driver: invalid character '<' looking for beginning of value",
    'initialization',
  ],
  // What people name is no cause.
  [
    `${LOGGER} RequestError: send request failed caused by: Post "https://logs.eu-central-1.amazonaws.com/": dial tcp 10.0.0.1:403: i/o timeout for /ecs/EFS-secret-not-found`,
    'no-route',
  ],
  [
    `${ASM} unable to retrieve secret from asm: failed to fetch secret arn:aws:secretsmanager:eu-central-1:123456789012:secret:EFS/not-found-AccessDenied-95kFGw from secrets manager: context deadline exceeded`,
    'no-route',
  ],
])('%s: %s', (reason, kind) => {
  expect(explainStop(aGroup({ reason, stopCode: 'TaskFailedToStart' }), context()).kind).toBe(kind);
});
