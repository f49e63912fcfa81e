import { Diagnostics, type Position } from '@fargate-actions/documents';
import { isUnknown, thingKey, thingsOf, type NamedThing } from './environment-things.ts';
import { called, capitalized, placeText } from './environment-names.ts';
import { loadEnvironment, type WrittenStack } from './load-environment.ts';
import { hasUnread } from './select-services.ts';
import { reportSharedSecrets } from './shared-secrets.ts';
import type { StackSource } from './stack-source.ts';
import type { Stack } from './stack.ts';

/**
 * Checks that the selected environment shares with the base and every other one nothing that one of them could break.
 *
 * Two names of one production may share everything. What can't be known of the other environment, because it holds a
 * variable that only its own run is given, counts as different, with a notice. Source: contracts.md, "stack.yml".
 *
 * @param stack the selected one, with the services that the run is for.
 */
export async function checkApart(
  stack: Stack,
  written: WrittenStack,
  source: StackSource,
  diagnostics: Diagnostics,
): Promise<void> {
  const names = [undefined, ...Object.keys(written.file.environments ?? {})];
  const others = await Promise.all(
    names
      .filter((name) => name !== stack.environment)
      .map((name) => otherEnvironment(name, stack, written, source, diagnostics)),
  );
  const apart = others.filter((other) => other !== undefined).filter((other) => !isSameProduction(stack, other));
  const near = apart.filter((other) => mayMeet(stack, other, diagnostics));
  const met = near.map((other) => ({ environment: other.environment, things: knownThings(other, diagnostics) }));
  const things = met.length === 0 ? [] : thingsOf(stack);
  for (const thing of things) reportShared(thing, stack, met, diagnostics);
  for (const other of apart) reportSharedSecrets(stack, other, diagnostics);
}

/** Another environment as its own files have it; undefined, with a notice, where nobody can tell. */
async function otherEnvironment(
  environment: string | undefined,
  stack: Stack,
  written: WrittenStack,
  source: StackSource,
  diagnostics: Diagnostics,
): Promise<Stack | undefined> {
  const stated = written.file.environments?.[environment ?? '']?.account ?? written.file.account;
  const found = new Diagnostics();
  const other = await loadEnvironment(
    written,
    {
      ...source,
      environment,
      // What the inputs say is about the selected one.
      variables: new Map(),
      region: undefined,
      services: undefined,
      monitoringInstead: { dashboard: undefined },
      account: () =>
        stated !== undefined && /^\d{12}$/.test(stated) ? Promise.resolve(stated) : source.account(stack.region),
    },
    found,
    true,
  );
  const [first] = found.all.filter(({ severity }) => severity === 'error');
  if (!other) noticeUnknown(environment, 'it', first?.at, first?.message, diagnostics);
  return other;
}

/** Two environments that are both production and have one cluster are one under two names. */
function isSameProduction(stack: Stack, other: Stack): boolean {
  return stack.isProduction && other.isProduction && stack.cluster.name === other.cluster.name;
}

/** Whether two environments may be in one account and region. */
function mayMeet(stack: Stack, other: Stack, diagnostics: Diagnostics): boolean {
  if (stack.region !== other.region) return false;
  const { account } = other;
  if (account !== undefined && isUnknown(account)) {
    noticeUnknown(other.environment, 'its account', other.document.at(['account']), undefined, diagnostics);
    return false;
  }
  return stack.account === undefined || account === undefined || stack.account === account;
}

function knownThings(other: Stack, diagnostics: Diagnostics): ReadonlyMap<string, NamedThing> {
  if (hasUnread(other)) {
    const at = other.document.at(['services']);
    noticeUnknown(other.environment, 'a service, whose files can not be read,', at, undefined, diagnostics);
  }
  const things = thingsOf(other);
  const [first, ...more] = things.filter(({ name }) => isUnknown(name));
  if (first) {
    const what = `the ${first.kind} ${first.name}${more.length === 0 ? '' : ` and ${more.length} more`}`;
    noticeUnknown(other.environment, what, first.at, undefined, diagnostics);
  }
  return new Map(things.filter(({ name }) => !isUnknown(name)).map((thing) => [thingKey(thing), thing]));
}

function noticeUnknown(
  environment: string | undefined,
  what: string,
  at: Position | undefined,
  why: string | undefined,
  diagnostics: Diagnostics,
): void {
  diagnostics.notice(
    at,
    'environment/not-compared',
    `Can't compare this environment with ${called(environment)}: ${what} holds a value that this run does not know, and counts as different.${why === undefined ? '' : ` ${why}`}`,
    'Set the variable under `variables:` of that environment in stack.yml, or give it a default.',
  );
}

interface Met {
  readonly environment: string | undefined;
  readonly things: ReadonlyMap<string, NamedThing>;
}

function reportShared(thing: NamedThing, stack: Stack, met: readonly Met[], diagnostics: Diagnostics): void {
  const shared = met.flatMap(({ environment, things }) => {
    const same = things.get(thingKey(thing));
    return same ? [{ environment, at: same.at }] : [];
  });
  if (shared.length === 0) return;
  const places = [{ environment: stack.environment, at: thing.at }, ...shared];
  diagnostics.error(
    thing.at,
    'environment/shared',
    `${capitalized(list(places.map(({ environment }) => called(environment))))} share the ${thing.kind} ${thing.name} in ${stack.region}: a run for one of them changes the other. They have it from ${places.map(({ environment, at }) => `${placeText(at)} (${environment ?? 'base'})`).join(' and ')}.`,
    hint(thing, places.find(({ environment }) => environment !== undefined)?.environment ?? ''),
  );
}

/** What `nameSuffix` gives another name in the other environment. */
const HAS_SUFFIX: ReadonlySet<NamedThing['kind']> = new Set([
  'task definition family',
  'log group',
  'target group',
  'alarm',
]);

function hint({ kind }: NamedThing, environment: string): string {
  const accounts = 'If they are in different accounts, state `account:` in both.';
  const files = `give ${called(environment)} files of its own under \`services:\``;
  if (kind === 'service') return `Give one of them a \`cluster:\` of its own, or ${files}. ${accounts}`;
  if (!HAS_SUFFIX.has(kind)) return `${capitalized(files)}. ${accounts}`;
  const suffix = environment.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `Add \`nameSuffix: -${suffix}\` to ${called(environment)} in stack.yml, or ${kind === 'alarm' ? 'give it a file of alarms of its own' : files}. ${accounts}`;
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
