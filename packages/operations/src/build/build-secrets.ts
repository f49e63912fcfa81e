import { isBelow, reachOf, wholeMachine, type ActionContext } from '@fargate-actions/action-kit';
import { resolveInside, type Diagnostics } from '@fargate-actions/documents';
import type { BuildSecret } from '@fargate-actions/image';
import type { BuildPushInputs } from './inputs.ts';

/** What BuildKit takes as the id of a secret. */
const ID = /^[\w.-]+$/;

/**
 * Reads the input `secrets`: `NAME=value`, or as docker has it `id=NAME,src=PATH` and `id=NAME,env=VARIABLE`.
 *
 * No message shows what stands in a line: it may be the secret.
 */
export async function buildSecrets(
  { secrets: given = [], stack }: Pick<BuildPushInputs, 'secrets' | 'stack'>,
  context: Pick<ActionContext, 'workspace' | 'tempDirectory' | 'processes'>,
  diagnostics: Diagnostics,
): Promise<readonly BuildSecret[]> {
  const secrets: BuildSecret[] = [];
  const workspace = reachOf({ stack }) === 'machine' ? wholeMachine(context) : context.workspace;
  for (const [index, line] of given.entries()) {
    const where = `Line ${index + 1} of the input \`secrets\``;
    const secret = line.startsWith('id=')
      ? await writtenAsDockerDoes(line, where, { ...context, workspace }, diagnostics)
      : nameAndValue(line, where, diagnostics);
    if (!secret) continue;
    if (secrets.some(({ id }) => id === secret.id)) {
      diagnostics.error(undefined, 'inputs/secrets', `${where} gives a secret that a line before has.`);
    } else secrets.push(secret);
  }
  return secrets;
}

function nameAndValue(line: string, where: string, diagnostics: Diagnostics): BuildSecret | undefined {
  const at = line.indexOf('=');
  const [id, value] = [line.slice(0, Math.max(0, at)), line.slice(at + 1)];
  if (!ID.test(id)) {
    sayMalformed(where, diagnostics);
    return undefined;
  }
  if (value !== '') return { id, value };
  diagnostics.error(
    undefined,
    'inputs/secrets',
    `${where} has an empty value: the secret \`${id}\` is not there.`,
    'A secret that a workflow does not have is empty: look at its name, and whether this event may see it.',
  );
  return undefined;
}

async function writtenAsDockerDoes(
  line: string,
  where: string,
  { workspace, tempDirectory, processes }: Pick<ActionContext, 'workspace' | 'tempDirectory' | 'processes'>,
  diagnostics: Diagnostics,
): Promise<BuildSecret | undefined> {
  const { id, source, place } = /^id=(?<id>[^,]*),(?<source>src|source|env)=(?<place>.+)$/.exec(line)?.groups ?? {};
  if (id === undefined || place === undefined || !ID.test(id)) {
    sayMalformed(where, diagnostics);
    return undefined;
  }
  if (source !== 'env') {
    // A step before may have written it where it is gone after the job.
    const file = isBelow(tempDirectory, place) ? place : await resolveInside(workspace, place, undefined, diagnostics);
    return file === undefined ? undefined : { id, file };
  }
  const value = processes.env[place];
  if (value) return { id, value };
  diagnostics.error(
    undefined,
    'inputs/secrets',
    `${where} names a variable that is not set in the environment of the step.`,
    'Set it under `env:` of the step.',
  );
  return undefined;
}

function sayMalformed(where: string, diagnostics: Diagnostics): void {
  diagnostics.error(
    undefined,
    'inputs/secrets',
    `${where} is no secret.`,
    'Write `NAME=value`, `id=NAME,src=PATH` or `id=NAME,env=VARIABLE`; a name has letters, digits, `_`, `.` and `-`.',
  );
}
