import type { Diagnostic } from '@fargate-actions/documents';

/** Why a registry did not do what docker asked. */
export type RegistryFailure =
  /** Worth another try. */
  'passing' | 'wrong-password' | 'denied' | 'immutable-tag' | 'no-repository';

/** What docker, BuildKit and containerd write; the first that matches counts. */
const FAILURES: readonly (readonly [RegExp, RegistryFailure])[] = [
  [/tag.*(?:immutable|cannot be overwritten)|ImageTagAlreadyExists/i, 'immutable-tag'],
  [/repository.*(?:does not exist|not found)|name unknown|NAME_UNKNOWN|RepositoryNotFound/i, 'no-repository'],
  [/status.*\b50[0234]\b|Bad Gateway|Service Unavailable|Gateway Time-?out|Internal Server Error/i, 'passing'],
  [/\b429\b|toomanyrequests|too many requests/i, 'passing'],
  [/i\/o timeout|TLS handshake timeout|deadline exceeded|Client\.Timeout|connection (?:reset|refused)/i, 'passing'],
  [/broken pipe|unexpected EOF|: EOF\b|server misbehaving|no such host|use of closed network/i, 'passing'],
  [
    /no basic auth credentials|authorization token has expired|unauthorized|\b401\b|incorrect username/i,
    'wrong-password',
  ],
  [/denied|forbidden|\b403\b|not authorized/i, 'denied'],
];

/** Reads why a registry failed; undefined when it was something else. */
export function registryFailure(text: string): RegistryFailure | undefined {
  return FAILURES.find(([pattern]) => pattern.test(text))?.[1];
}

/** The lines of docker's output that are about a registry: a program in the build may write any of these words too. */
export function registryLines(lines: readonly string[]): string {
  return lines
    .filter((line) => !/^#\d+ \d+\.\d+ /.test(line))
    .filter((line) =>
      /^(?:ERROR|Error|error)|failed to (?:push|solve)|^#\d+ ERROR|denied:|unauthorized|unexpected status/.test(line),
    )
    .join('\n');
}

/** Why a push failed, and what to do. */
export function pushDiagnostic(failure: RegistryFailure | undefined, said: string): Diagnostic {
  const { message, hint } = failure === undefined ? { message: 'The push failed', hint: undefined } : WORDS[failure];
  return { rule: 'image/push', severity: 'error', message: `${message}: ${said}`, ...(hint && { hint }) };
}

const WORDS: Record<RegistryFailure, { message: string; hint: string }> = {
  passing: {
    message: 'The registry failed again and again while the image was pushed',
    hint: 'Run the job again: what was pushed is there then.',
  },
  'wrong-password': {
    message: 'The registry does not know who pushes',
    hint: 'A token lasts 12 hours, and is for the registry of its own account and region: look at `registry-ids` and `aws-region`.',
  },
  denied: {
    message: 'The registry denied the push',
    hint: 'The role needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage on the repository.',
  },
  'immutable-tag': {
    message: 'Somebody pushed another image under this tag meanwhile, and the repository does not let a tag move',
    hint: 'Run the job again: it takes the image that is there when it was built from the same inputs.',
  },
  'no-repository': {
    message: 'The registry does not have the repository',
    hint: 'Set `create-repository: true`, or look at `repository` and `aws-region`.',
  },
};
