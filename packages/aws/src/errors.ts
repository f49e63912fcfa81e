import { denialRemedy } from './denying-policy.ts';
import type { DashboardInvalidInputError } from '@aws-sdk/client-cloudwatch';
import type { Operation } from './operations.ts';

/** What kind of failure an AWS error is: decides whether to go on, wait, or tell the user what to mend. */
export type AwsErrorKind = 'denied' | 'credentials' | 'throttled' | 'lost' | 'missing' | 'refused';

/** An AWS call that failed, in words a user can act on. */
export class AwsError extends Error {
  readonly kind: AwsErrorKind;
  readonly operation: Operation;
  /** AWS's own error code, e.g. `ServiceNotFoundException`. */
  readonly code: string;
  /** The permission that is missing when it was denied: the operation's own, or one that AWS asks for besides. */
  readonly permission: string;
  /** What to do about it, where that is known. */
  readonly hint: string | undefined;
  /** Of what was denied: the hint alone, without what AWS says. */
  readonly remedy: string | undefined;
  /** The status of the answer, where there was one. */
  readonly status: number | undefined;

  constructor(
    failure: {
      kind: AwsErrorKind;
      operation: Operation;
      code: string;
      message: string;
      permission?: string;
      hint?: string;
      remedy?: string;
      status?: number;
    },
    cause: unknown,
  ) {
    super(failure.message, { cause });
    this.name = 'AwsError';
    this.kind = failure.kind;
    this.operation = failure.operation;
    this.code = failure.code;
    this.permission = failure.permission ?? failure.operation;
    this.hint = failure.hint;
    this.remedy = failure.remedy;
    this.status = failure.status;
  }
}

/** Whether an error is an AWS failure of one of the given kinds. */
export function isAwsError(error: unknown, ...kinds: AwsErrorKind[]): error is AwsError {
  return error instanceof AwsError && (kinds.length === 0 || kinds.includes(error.kind));
}

// The names that the SDK gives to errors: of JSON services as the model has them, of Query services (IAM, STS, ELB, SNS)
// the modelled name or else the code on the wire, of EC2 always the code.
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?)$/;
const THROTTLED =
  /^(Throttl(ing|ed)(Exception)?|EC2ThrottledException|RequestLimitExceeded|BandwidthLimitExceeded|TooManyRequestsException|RequestThrottled(Exception)?|ProvisionedThroughputExceededException|PriorRequestNotComplete|SlowDown)$/;
/** What an account may have is used up, or, where the message says so, how often it may ask. */
const LIMITED = /^(\w*LimitExceeded(Exception|Fault)?|ServiceQuotaExceeded(Exception)?|\w*QuotaExceeded(Exception)?)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/;
const BAD_CREDENTIALS =
  /^(UnrecognizedClient(Exception)?|InvalidClientTokenId|InvalidSignature(Exception)?|SignatureDoesNotMatch|IncompleteSignature(Exception)?|AuthFailure|InvalidAccessKeyId|MissingAuthenticationToken(Exception)?|OptInRequired)$/;
const NO_CREDENTIALS = /^(CredentialsProviderError|ProviderError|TokenProviderError)$/;
const MISSING = /NotFound|^NoSuchEntity/;
const CONNECTION =
  /^(TimeoutError|RequestTimeout(Exception)?|NetworkingError|AbortError|ECONN\w+|EHOST\w+|ENET\w+|ENOTFOUND|EPIPE|EPROTO|EAI_AGAIN|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE)$/;
/** There was nobody to talk to. */
const UNREACHABLE = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/;

/**
 * Whether AWS refuses a request because it is more than five minutes from the time of its signature: it did not happen.
 *
 * Source: IAM user guide, "Troubleshoot Signature Version 4 requests".
 */
export function isSignatureAge(code: string, message: string): boolean {
  return (
    /^(InvalidSignature(Exception)?|SignatureDoesNotMatch)$/.test(code) && /^Signature (expired|not yet)/.test(message)
  );
}

/** Turns whatever a wire threw into an {@link AwsError} that says what happened and what to do. */
export function explain(error: unknown, operation: Operation, input: object): AwsError {
  if (error instanceof AwsError) return error;
  const { code, message, status } = anatomy(error);
  // Registering with tags also needs ecs:TagResource, for example: AWS names the permission that it missed.
  const permission =
    /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ??
    namedPermission(operation, code, message) ??
    operation;
  const failure = (kind: AwsErrorKind, text: string, hint?: string) =>
    new AwsError({ kind, operation, code, permission, message: text, status, ...(hint && { hint }) }, error);

  if (DENIED.test(code) || isDeniedOnTarget(operation, code, message)) {
    // `on resource: arn:... because no ...`, and IAM's `on resource: role deploy because ...`.
    const resource =
      /on resource: (?:role |user |policy |group )?(\S+?)[.,]?(?:\s|$)/.exec(message)?.[1] ?? subject(input);
    const remedy = denialRemedy(permission, message);
    const text = `${permission} is denied${resource ? ` on ${resource}` : ''}.`;
    const hint = `${remedy} AWS says: ${message}`;
    return new AwsError({ kind: 'denied', operation, code, permission, message: text, status, hint, remedy }, error);
  }
  if (EXPIRED.test(code)) {
    return failure(
      'credentials',
      `The AWS credentials have expired (${operation}).`,
      'Run aws-actions/configure-aws-credentials right before this step, and raise role-duration-seconds if the job is long.',
    );
  }
  if (isSignatureAge(code, message)) {
    return failure(
      'throttled',
      `AWS refuses ${operation}, because it was signed more than five minutes before or after it arrived: ${message}`,
      "Check that the runner's clock is right, and that its machine was not paused.",
    );
  }
  if (BAD_CREDENTIALS.test(code)) {
    return failure(
      'credentials',
      `AWS does not accept the credentials (${code}: ${message}).`,
      'Check the role or keys given to aws-actions/configure-aws-credentials, and that the region is enabled for the account.',
    );
  }
  if (NO_CREDENTIALS.test(code) || /could not load credentials/i.test(message)) {
    return failure(
      'credentials',
      'There are no AWS credentials.',
      'Add a step with aws-actions/configure-aws-credentials before this one (and `permissions: id-token: write` for OIDC).',
    );
  }
  if (/region is missing/i.test(message)) {
    return failure(
      'credentials',
      'No AWS region is set.',
      'Set `region` in stack.yml or the input aws-region, or let aws-actions/configure-aws-credentials set AWS_REGION.',
    );
  }
  if (THROTTLED.test(code) || status === 429 || (LIMITED.test(code) && /\brate\b|throttl/i.test(message))) {
    return failure(
      'throttled',
      `AWS throttles ${operation}: ${message}`,
      'Other callers of the account use up its request rate; try again.',
    );
  }
  if (LIMITED.test(code)) {
    return failure(
      'refused',
      `${operation} was refused, because a limit of the account is reached: ${message}`,
      'Delete what is no longer needed, or ask for more in the console under Service Quotas.',
    );
  }
  if (code === 'NotFromAws') {
    return failure(
      'lost',
      `Something between the runner and AWS answered ${operation}: ${message}`,
      'Check the proxy, the firewall and AWS_ENDPOINT_URL of the runner.',
    );
  }
  if (CONNECTION.test(code) || status >= 500) {
    const hint = UNREACHABLE.test(code) ? 'Check that the region exists and that the runner can reach AWS.' : undefined;
    return failure('lost', `No answer to ${operation} (${code}: ${message}).`, hint);
  }
  // The answer said yes, and then could not be read.
  if (status >= 200 && status < 300) {
    return failure('lost', `The answer to ${operation} can't be read (${code}: ${message}).`);
  }
  if (MISSING.test(code)) return failure('missing', `${operation}: ${message}`);
  return failure('refused', `${operation} was refused: ${code}: ${message}${objections(error)}`);
}

/** So many places say what is wrong. */
const OBJECTIONS_SHOWN = 5;

/** What CloudWatch takes exception to in a dashboard: its message only counts. */
function objections(error: unknown): string {
  const { dashboardValidationMessages: all = [] } = (error ?? {}) as Partial<DashboardInvalidInputError>;
  if (all.length === 0) return '';
  const shown = all.slice(0, OBJECTIONS_SHOWN).map(({ DataPath = '', Message = '' }) => `${DataPath}: ${Message}`);
  const rest = all.length - shown.length;
  return ` (${[...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('; ')})`;
}

/**
 * Whether Application Auto Scaling misses a permission of its caller on what is scaled, which it calls invalid.
 *
 * Source: its user guide, "Permissions validation for API calls on target resources".
 */
function isDeniedOnTarget(operation: Operation, code: string, message: string): boolean {
  if (!operation.startsWith('application-autoscaling:')) return false;
  return code === 'ValidationException' && /not authorized|permission/i.test(message);
}

/** The permission that such a message names somewhere. */
function namedPermission(operation: Operation, code: string, message: string): string | undefined {
  if (!isDeniedOnTarget(operation, code, message)) return undefined;
  return /(?<![\w:/-])(?:ecs|cloudwatch|iam|application-autoscaling):[A-Z]\w+/.exec(message)?.[0];
}

/** The parts of an error that the wires have in common. */
function anatomy(error: unknown): { code: string; message: string; status: number } {
  if (typeof error !== 'object' || error === null) return { code: 'Error', message: String(error), status: 0 };
  const { name, code, message, $metadata } = error as {
    name?: unknown;
    code?: unknown;
    message?: unknown;
    $metadata?: { httpStatusCode?: unknown };
  };
  const status = typeof $metadata?.httpStatusCode === 'number' ? $metadata.httpStatusCode : 0;
  // Node's socket errors are all called Error and say what they are in `code`.
  const isPlain = typeof name !== 'string' || name === 'Error' || name === 'AggregateError';
  return {
    code: isPlain && typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' && message !== '' ? message : 'no message',
    status,
  };
}

/** What a call was about, when the error does not say. */
function subject(input: object): string | undefined {
  const fields = input as Record<string, unknown>;
  for (const name of [
    'service',
    'serviceName',
    'family',
    'taskDefinition',
    'resourceArn',
    'cluster',
    'SecretId',
    'RoleName',
  ]) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}
