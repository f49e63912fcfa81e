import { Diagnostics, type Position } from '@fargate-actions/documents';
import { completeTaskDefinitions } from './render-stack.ts';
import { textsIn } from './environment-things.ts';
import type { Stack } from './stack.ts';

/** A secret or parameter that a container gets. */
export interface UsedSecret {
  readonly kind: 'secret' | 'parameter';
  readonly name: string;
  /** Absent where the file leaves them to the place in which it is deployed. */
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** Of a secret with several values the one that is meant. */
  readonly jsonKey: string;
  readonly at: Position | undefined;
  readonly isOfSingleton: boolean;
}

/** The secrets that an environment's containers get. */
export function secretsOf(stack: Stack): UsedSecret[] {
  return stack.services.flatMap((service) =>
    completeTaskDefinitions(stack, [service], new Diagnostics()).flatMap(({ taskDefinition }) =>
      textsIn(taskDefinition, ['containerDefinitions']).flatMap(({ text, path }) => {
        if (path.at(-1) !== 'valueFrom' || path.at(-3) !== 'secrets') return [];
        return [{ ...parsedSecret(text), at: taskDefinition.at(path), isOfSingleton: service.isSingleton }];
      }),
    ),
  );
}

/** The seed's `...` stands for the region and account in which it is deployed. */
const ARN =
  /^arn:(?:[\w-]+:)?(?<service>secretsmanager|ssm):(?:\.\.\.|(?<region>[\w-]*):(?<account>\d*)):(?<resource>.+)$/;

/** A secret as files name it: its ARN, in full or abbreviated, or the name of a parameter. */
function parsedSecret(text: string): Omit<UsedSecret, 'at' | 'isOfSingleton'> {
  const { service, region, account, resource = '' } = ARN.exec(text)?.groups ?? {};
  if (service === undefined) return { kind: 'parameter', name: parameterName(text), jsonKey: '' };
  const place = { ...(region && { region }), ...(account && { account }) };
  if (service === 'ssm') {
    return { kind: 'parameter', name: parameterName(resource.replace(/^parameter\/?/, '')), jsonKey: '', ...place };
  }
  const [name = '', jsonKey = ''] = resource.replace(/^secret:/, '').split(':');
  return { kind: 'secret', name, jsonKey, ...place };
}

/** An ARN with a region, or with a variable in its place. */
const IN_REGION = /arn:(?:[\w-]+:)?(?:secretsmanager|ssm):(?!\.\.\.|:)/;

/** Whether a secret in an environment's files may be in another region than the environment. */
export function namesSecretOfRegion({ services }: Stack): boolean {
  const files = services.flatMap(({ taskDefinition, containerFiles }) => [taskDefinition, ...containerFiles.values()]);
  return files.some(({ value }) => IN_REGION.test(JSON.stringify(value)));
}

/** Where a secret is that does not say it. */
type Place = Pick<Stack, 'region' | 'account'>;

/** Whether two environments' secrets are one. An account that nobody states may be the other's. */
export function isSameSecret(one: UsedSecret, here: Place, other: UsedSecret, there: Place): boolean {
  const accounts = [one.account ?? here.account, other.account ?? there.account];
  const [key, otherKey] = [one.jsonKey, other.jsonKey];
  return (
    one.kind === other.kind &&
    isSameName(one, other) &&
    (one.region ?? here.region) === (other.region ?? there.region) &&
    (accounts.includes(undefined) || accounts[0] === accounts[1]) &&
    // Without a key it is all of the secret.
    (key === '' || otherKey === '' || key === otherKey)
  );
}

/** Whether `sharedSecrets` lists a secret: by name, or as a file has it. */
export function isListed({ kind, name }: UsedSecret, listed: readonly string[]): boolean {
  return listed.some((text) => {
    const meant = parsedSecret(text);
    const isMeant = meant.kind === kind || !text.startsWith('arn:');
    return isMeant && (isSameName({ kind, name }, { kind, name: meant.name }) || name === text);
  });
}

/**
 * AWS puts six random characters behind a secret's name in its ARN; a file may have them or not. A word of six small letters
 * is one, and not what AWS made: of 200 such endings AWS makes one without a digit or a capital letter.
 */
function isSameName(one: Pick<UsedSecret, 'kind' | 'name'>, other: Pick<UsedSecret, 'kind' | 'name'>): boolean {
  const [short, long] = one.name.length <= other.name.length ? [one.name, other.name] : [other.name, one.name];
  if (long === short) return true;
  const ending = one.kind === 'secret' && long.startsWith(`${short}-`) ? long.slice(short.length + 1) : '';
  return /^[A-Za-z0-9]{6}$/.test(ending) && /[A-Z0-9]/.test(ending);
}

/** A parameter may be written with the slash before its name or without. */
function parameterName(written: string): string {
  return written.replace(/^\//, '');
}
