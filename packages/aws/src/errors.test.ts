import { CreateServiceCommand, DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';
import { AwsError, explain, isAwsError, type AwsErrorKind } from './errors.ts';
import { explained } from './explained.ts';
import type { Operation } from './operations.ts';
import { sdkWire } from './sdk-wire.ts';
import { aWire, fails, sdkError } from '../test/a-wire.ts';
import { anHttpAws } from '../test/http-aws.ts';

const aws = anHttpAws();
const once = { region: 'eu-central-1', maxAttempts: 1 };

/** How each protocol says an error, and one call of a service that speaks it. */
const SERVICES = {
  ecs: {
    operation: 'ecs:DescribeServices',
    call: () => new ECSClient(once).send(new DescribeServicesCommand({ services: ['api'], cluster: 'prod' })),
    body: (code: string, message: string) => JSON.stringify({ __type: `com.amazonaws.ecs#${code}`, message }),
  },
  ecsWrite: {
    operation: 'ecs:CreateService',
    call: () => new ECSClient(once).send(new CreateServiceCommand({ serviceName: 'api', cluster: 'prod' })),
    body: (code: string, message: string) => JSON.stringify({ __type: code, Message: message }),
  },
  iam: {
    operation: 'iam:GetRole',
    call: () => new IAMClient(once).send(new GetRoleCommand({ RoleName: 'deploy' })),
    body: queryError,
  },
  elb: {
    operation: 'elasticloadbalancing:DescribeTargetGroups',
    call: () => new ElasticLoadBalancingV2Client(once).send(new DescribeTargetGroupsCommand({ Names: ['tg'] })),
    body: queryError,
  },
  sns: {
    operation: 'sns:ListTopics',
    call: () => new SNSClient(once).send(new ListTopicsCommand({})),
    body: queryError,
  },
  ec2: {
    operation: 'ec2:DescribeSubnets',
    call: () => new EC2Client(once).send(new DescribeSubnetsCommand({})),
    body: (code: string, message: string) =>
      `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>1</RequestID></Response>`,
  },
} as const;

function queryError(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

/** What the real SDK makes of an error answer, explained. */
async function explanation(service: keyof typeof SERVICES, code: string, message: string, status: number) {
  const { operation, call, body } = SERVICES[service];
  aws.answer((_asked, response) => {
    response.writeHead(status, {
      'content-type': body === queryError ? 'text/xml' : 'application/x-amz-json-1.1',
    });
    response.end(body(code, message));
  });
  const error: unknown = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return explain(error, operation, { cluster: 'prod' });
}

const USER = 'User: arn:aws:sts::123456789012:assumed-role/deploy/run';

describe('an error that AWS answers with', () => {
  test.each<{
    service: keyof typeof SERVICES;
    code: string;
    kind: AwsErrorKind;
    status?: number;
    says?: string;
    message?: string;
  }>([
    // JSON
    { service: 'ecs', code: 'AccessDeniedException', kind: 'denied' },
    { service: 'ecs', code: 'ThrottlingException', kind: 'throttled' },
    { service: 'ecs', code: 'ExpiredTokenException', kind: 'credentials' },
    { service: 'ecs', code: 'UnrecognizedClientException', kind: 'credentials' },
    { service: 'ecs', code: 'InvalidSignatureException', kind: 'credentials' },
    { service: 'ecs', code: 'IncompleteSignatureException', kind: 'credentials' },
    { service: 'ecs', code: 'MissingAuthenticationTokenException', kind: 'credentials' },
    { service: 'ecs', code: 'ClusterNotFoundException', kind: 'missing' },
    { service: 'ecs', code: 'ServiceNotFoundException', kind: 'missing' },
    { service: 'ecs', code: 'InvalidParameterException', kind: 'refused' },
    { service: 'ecs', code: 'ClientException', kind: 'refused' },
    { service: 'ecs', code: 'ServerException', status: 500, kind: 'lost' },
    { service: 'ecs', code: 'ServiceUnavailableException', status: 503, kind: 'lost' },
    { service: 'ecs', code: 'TomorrowsException', kind: 'refused' },
    {
      service: 'ecsWrite',
      code: 'LimitExceededException',
      says: 'The limit for the resource was exceeded.',
      kind: 'refused',
    },
    { service: 'ecsWrite', code: 'LimitExceededException', says: 'Rate exceeded', kind: 'throttled' },
    // Query
    { service: 'iam', code: 'AccessDenied', status: 403, kind: 'denied' },
    { service: 'iam', code: 'Throttling', kind: 'throttled' },
    { service: 'iam', code: 'ExpiredToken', status: 403, kind: 'credentials' },
    { service: 'iam', code: 'InvalidClientTokenId', status: 403, kind: 'credentials' },
    { service: 'iam', code: 'SignatureDoesNotMatch', status: 403, kind: 'credentials' },
    { service: 'iam', code: 'IncompleteSignature', kind: 'credentials' },
    { service: 'iam', code: 'NoSuchEntity', status: 404, kind: 'missing' },
    { service: 'iam', code: 'ServiceFailure', status: 500, kind: 'lost' },
    { service: 'elb', code: 'TargetGroupNotFound', kind: 'missing' },
    { service: 'elb', code: 'AccessDenied', status: 403, kind: 'denied' },
    { service: 'elb', code: 'ValidationError', kind: 'refused' },
    { service: 'sns', code: 'AuthorizationError', status: 403, kind: 'denied' },
    { service: 'sns', code: 'NotFound', status: 404, kind: 'missing' },
    { service: 'sns', code: 'Throttled', status: 429, kind: 'throttled' },
    // EC2
    { service: 'ec2', code: 'UnauthorizedOperation', status: 403, kind: 'denied' },
    { service: 'ec2', code: 'RequestLimitExceeded', status: 503, kind: 'throttled' },
    { service: 'ec2', code: 'RequestExpired', kind: 'credentials' },
    { service: 'ec2', code: 'AuthFailure', status: 401, kind: 'credentials' },
    { service: 'ec2', code: 'OptInRequired', status: 403, kind: 'credentials' },
    { service: 'ec2', code: 'InvalidSubnetID.NotFound', kind: 'missing' },
    { service: 'ec2', code: 'InvalidVpcID.NotFound', kind: 'missing' },
    { service: 'ec2', code: 'InvalidParameterValue', kind: 'refused' },
    { service: 'ec2', code: 'InternalError', status: 500, kind: 'lost' },
  ])('$service $code is $kind', async ({ service, code, kind, status = 400, says = 'AWS says why.' }) => {
    const error = await explanation(service, code, says, status);
    expect({ kind: error.kind, operation: error.operation }).toEqual({ kind, operation: SERVICES[service].operation });
    expect(`${error.message} ${error.hint ?? ''}`).toContain(
      kind === 'credentials' && code.includes('Expired') ? '' : says,
    );
    expect(error.cause).toBeInstanceOf(Error);
  });

  test.each<{ name: string; message: string; permission: string; text: string }>([
    {
      name: 'the resource',
      message: `${USER} is not authorized to perform: ecs:DescribeServices on resource: arn:aws:ecs:eu-central-1:123456789012:service/prod/api because no identity-based policy allows the ecs:DescribeServices action`,
      permission: 'ecs:DescribeServices',
      text: 'ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service/prod/api.',
    },
    {
      name: 'another permission than the operation’s own',
      message: `${USER} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/execution because no identity-based policy allows the iam:PassRole action`,
      permission: 'iam:PassRole',
      text: 'iam:PassRole is denied on arn:aws:iam::123456789012:role/execution.',
    },
    {
      name: 'the resource at the end of a sentence',
      message: `${USER} is not authorized to perform: ecs:TagResource on resource: *.`,
      permission: 'ecs:TagResource',
      text: 'ecs:TagResource is denied on *.',
    },
    {
      name: 'the resource before an explicit deny',
      message: `${USER} is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-central-1:1:service/a, with an explicit deny in a service control policy`,
      permission: 'ecs:UpdateService',
      text: 'ecs:UpdateService is denied on arn:aws:ecs:eu-central-1:1:service/a.',
    },
    {
      name: 'the role as IAM words it',
      message: `${USER} is not authorized to perform: iam:GetRole on resource: role execution because no identity-based policy allows the iam:GetRole action`,
      permission: 'iam:GetRole',
      text: 'iam:GetRole is denied on execution.',
    },
    {
      name: 'what the call was about, where AWS says nothing',
      message: 'You are not authorized to perform this operation.',
      permission: 'ecs:DescribeServices',
      text: 'ecs:DescribeServices is denied on prod.',
    },
  ])('a denial names the permission and $name', async ({ message, permission, text }) => {
    const error = await explanation('ecs', 'AccessDeniedException', message, 400);
    expect(error.permission).toBe(permission);
    expect(error.message).toBe(text);
    // What a policy of others denies is in a table of its own.
    if (message.includes('service control policy')) return;
    expect(error.hint).toBe(`Add ${permission} to the policy of the role that this job assumes. AWS says: ${message}`);
  });

  test.each([
    {
      says: 'with an explicit deny in a service control policy',
      hint: /^A service control policy denies .*organization/,
    },
    { says: 'because no service control policy allows the action', hint: /^A service control policy does not allow / },
    { says: 'with an explicit deny in a resource control policy', hint: /^A resource control policy denies / },
    {
      says: 'because no permissions boundary allows the action',
      hint: /^A permissions boundary does not allow .*boundary of the role/,
    },
    {
      says: 'because no session policy allows the action',
      hint: /^A session policy does not allow .*configure-aws-credentials/,
    },
    {
      says: 'with an explicit deny in a resource-based policy',
      hint: /^A resource-based policy denies .*policy of the resource/,
    },
    {
      says: 'because no VPC endpoint policy allows the action',
      hint: /^A VPC endpoint policy does not allow .*network of the runner/,
    },
    {
      says: 'with an explicit deny in an identity-based policy',
      hint: /^A policy denies ecs:UpdateService explicitly/,
    },
    {
      says: 'because no identity-based policy allows the action',
      hint: /^Add ecs:UpdateService to the policy of the role/,
    },
  ])('a denial names the policy, and whom to ask: $says', async ({ says, hint }) => {
    const message = `${USER} is not authorized to perform: ecs:UpdateService on resource: * ${says}`;
    expect((await explanation('ecs', 'AccessDeniedException', message, 400)).hint).toMatch(hint);
  });

  test.each([
    ['User: me is not authorized to perform: ecs:UpdateService on resource: *', 'denied', 'ecs:UpdateService'],
    ['The caller needs the permission cloudwatch:PutMetricAlarm.', 'denied', 'cloudwatch:PutMetricAlarm'],
    ['You do not have sufficient permissions.', 'denied', 'application-autoscaling:PutScalingPolicy'],
    ['Maximum capacity cannot be less than minimum capacity', 'refused', 'application-autoscaling:PutScalingPolicy'],
  ])('what Application Auto Scaling calls invalid may be a denial: %s', (message, kind, permission) => {
    const error = explain(sdkError('ValidationException', message), 'application-autoscaling:PutScalingPolicy', {});
    expect(error).toMatchObject({ kind, permission });
  });

  test('a limit of the account is no throttling: it says what to do about it', async () => {
    const error = await explanation(
      'ecsWrite',
      'LimitExceededException',
      'The limit for the resource was exceeded.',
      400,
    );
    expect(error.message).toBe(
      'ecs:CreateService was refused, because a limit of the account is reached: The limit for the resource was exceeded.',
    );
    expect(error.hint).toMatch(/Service Quotas/);
  });

  test('an error without text says so', async () => {
    aws.answer((_asked, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end('{"__type":"ClientException"}');
    });
    const error: unknown = await SERVICES.ecs.call().catch((reason: unknown) => reason);
    expect(explain(error, 'ecs:DescribeServices', {}).message).toMatch(
      /^ecs:DescribeServices was refused: ClientException: \w+/,
    );
  });

  // Those of the last three have nothing in their answers that could be missed.
  test.each<[Operation, object]>([
    ['ecs:UpdateService', { service: 'api' }],
    ['cloudwatch:PutMetricAlarm', { AlarmName: 'a' }],
    ['cloudwatch:PutDashboard', { DashboardName: 'a', DashboardBody: '{}' }],
    ['logs:CreateLogGroup', { logGroupName: 'a' }],
  ])('an answer to %s that can’t be read is lost: the call may have gone through', async (operation, input) => {
    aws.answer((_asked, response) => response.end('<html>a proxy</html>'));
    await expect(explainedCall(operation, input)).rejects.toMatchObject({
      kind: 'lost',
      message: `Something between the runner and AWS answered ${operation}: HTTP 200: "<html>a proxy</html>".`,
    });
  });
});

function explainedCall(operation: Operation, input: object): Promise<unknown> {
  return explained(sdkWire({ region: 'eu-central-1', product: ['fargate-actions', 'test'], clock: systemClock })).call(
    operation,
    input,
  );
}

describe('an error of the network', () => {
  test.each<{ name: string; error: Error; message: string; hint?: string }>([
    {
      name: 'a connection that breaks, as the SDK words it',
      error: Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' }),
      message: 'No answer to ecs:UpdateService (TimeoutError: socket hang up).',
    },
    {
      name: 'one that breaks, as Node words it',
      error: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      message: 'No answer to ecs:UpdateService (ECONNRESET: read ECONNRESET).',
    },
    {
      name: 'an answer that breaks off',
      error: Object.assign(new Error('aborted'), { code: 'ECONNRESET', $metadata: { httpStatusCode: 200 } }),
      message: 'No answer to ecs:UpdateService (ECONNRESET: aborted).',
    },
    {
      name: 'nobody there, on any address',
      error: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      message: 'No answer to ecs:UpdateService (ECONNREFUSED: no message).',
      hint: 'Check that the region exists and that the runner can reach AWS.',
    },
    {
      name: 'an unknown host: a region that does not exist',
      error: Object.assign(new Error('getaddrinfo ENOTFOUND ecs.eu-middle-1.amazonaws.com'), { code: 'ENOTFOUND' }),
      message: 'No answer to ecs:UpdateService (ENOTFOUND: getaddrinfo ENOTFOUND ecs.eu-middle-1.amazonaws.com).',
      hint: 'Check that the region exists and that the runner can reach AWS.',
    },
    {
      name: 'no way there',
      error: Object.assign(new Error('connect EHOSTUNREACH'), { code: 'EHOSTUNREACH' }),
      message: 'No answer to ecs:UpdateService (EHOSTUNREACH: connect EHOSTUNREACH).',
      hint: 'Check that the region exists and that the runner can reach AWS.',
    },
  ])('$name is lost', ({ error, message, hint }) => {
    const failure = explain(error, 'ecs:UpdateService', {});
    expect({ kind: failure.kind, message: failure.message, hint: failure.hint }).toEqual({
      kind: 'lost',
      message,
      hint,
    });
  });

  test('a connection that is really cut is lost', async () => {
    aws.answer((_asked, response) => response.destroy());
    await expect(explainedCall('ecs:UpdateService', { service: 'api' })).rejects.toMatchObject({
      kind: 'lost',
      message: 'No answer to ecs:UpdateService (TimeoutError: socket hang up).',
    });
  });
});

describe('credentials that are not there', () => {
  test.each([
    {
      name: 'none in any place',
      error: Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      }),
      message: 'There are no AWS credentials.',
      hint: /configure-aws-credentials before this one/,
    },
    {
      name: 'none, in other words',
      error: new Error('Could not load credentials from any providers'),
      message: 'There are no AWS credentials.',
      hint: /id-token: write/,
    },
    {
      name: 'no region',
      error: new Error('Region is missing'),
      message: 'No AWS region is set.',
      hint: /`region` in stack.yml/,
    },
    {
      name: 'expired ones',
      error: sdkError('ExpiredTokenException', 'The security token included in the request is expired'),
      message: 'The AWS credentials have expired (ecs:ListTasks).',
      hint: /right before this step/,
    },
  ])('$name', ({ error, message, hint }) => {
    const failure = explain(error, 'ecs:ListTasks', {});
    expect(failure.kind).toBe('credentials');
    expect(failure.message).toBe(message);
    expect(failure.hint).toMatch(hint);
  });

  test('the SDK that really finds none', async () => {
    const before = { ...process.env };
    Reflect.deleteProperty(process.env, 'AWS_ACCESS_KEY_ID');
    try {
      await expect(explainedCall('ecs:ListTasks', {})).rejects.toMatchObject({
        kind: 'credentials',
        message: 'There are no AWS credentials.',
      });
    } finally {
      Object.assign(process.env, before);
    }
  });
});

describe('explaining', () => {
  test.each([
    [
      'a bug',
      new TypeError('x is not a function'),
      'TypeError',
      'ecs:ListTasks was refused: TypeError: x is not a function',
    ],
    ['what is no error', 'oops', 'Error', 'ecs:ListTasks was refused: Error: oops'],
    ['nothing', undefined, 'Error', 'ecs:ListTasks was refused: Error: undefined'],
  ])('%s', (_name, thrown, code, message) => {
    expect(explain(thrown, 'ecs:ListTasks', {})).toMatchObject({ kind: 'refused', code, message });
  });

  test('of a dashboard says what is wrong in it, and where', () => {
    const dashboardValidationMessages = Array.from({ length: 7 }, (_, widget) => ({
      DataPath: `/widgets/${widget}/x`,
      Message: 'Should be <= 23',
    }));
    const error = Object.assign(sdkError('DashboardInvalidInputError', 'The body is invalid'), {
      dashboardValidationMessages,
    });
    const { message } = explain(error, 'cloudwatch:PutDashboard', {});
    expect(message).toMatch(/The body is invalid \(\/widgets\/0\/x: Should be <= 23; .*; 2 more\)$/);
  });

  test('what is explained stays as it is', () => {
    const error = explain(sdkError('ClientException'), 'ecs:ListTasks', {});
    expect(explain(error, 'ecs:DescribeTasks', {})).toBe(error);
  });

  test('a wire explains what it throws, and lets answers through', async () => {
    const wire = explained(
      aWire({
        'ecs:ListTasks': fails(sdkError('ClusterNotFoundException', 'Cluster not found.')),
        'ecs:ListServices': () => ({ serviceArns: ['a'] }),
      }),
    );
    const failure = await wire.call('ecs:ListTasks', {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AwsError);
    expect(isAwsError(failure, 'missing')).toBe(true);
    expect(isAwsError(failure, 'denied', 'lost')).toBe(false);
    expect(isAwsError(failure)).toBe(true);
    expect(isAwsError(new Error('other'))).toBe(false);
    await expect(wire.call('ecs:ListServices', {})).resolves.toEqual({ serviceArns: ['a'] });
  });
});
