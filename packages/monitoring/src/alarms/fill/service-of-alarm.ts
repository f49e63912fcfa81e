import { isDeepStrictEqual } from 'node:util';
import { didYouMean, type Diagnostics } from '@fargate-actions/documents';
import { managedPrefix, type AlarmEntry, type MonitoredService, type MonitoredStack } from '../../monitored-stack.ts';

/**
 * The service that an alarm is of: the one it names as `service`, by its name in ECS or in stack.yml, else the longest whose
 * name begins the alarm's.
 *
 * A `service` that is not there is an error; an alarm that begins with none is of none.
 * Source: contracts.md, the seed table.
 */
export function serviceOfAlarm(
  { fields, at }: AlarmEntry,
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): MonitoredService | undefined {
  const { alarmName, service: given } = fields;
  if (typeof given === 'string') {
    const named = stack.services.find(({ name }) => name === given) ?? stack.services.find(({ key }) => key === given);
    if (!named) {
      const nearest = didYouMean(given, namesOf(stack));
      diagnostics.error(
        at('service'),
        'alarms/no-such-service',
        `There is no service ${given} here.`,
        `${nearest ? `Did you mean ${nearest}? ` : ''}There are: ${namesOf(stack).join(', ')}.`,
      );
    }
    return named;
  }
  if (typeof alarmName !== 'string') return undefined;
  const prefix = managedPrefix(stack);
  const own = alarmName.startsWith(prefix) ? alarmName.slice(prefix.length) : alarmName;
  return stack.services
    .filter(({ name }) => begins(name, own))
    .toSorted((a, b) => b.name.length - a.name.length)
    .at(0);
}

const NO_SERVICE = 'alarms/no-service';

/** Whether a service's name begins an alarm's as a word: `shop-api` does not begin `shop-apis-cpu`. */
function begins(service: string, alarm: string): boolean {
  return alarm.startsWith(service) && !/^[A-Za-z0-9]/.test(alarm.slice(service.length));
}

/** The service of an alarm that must be of one and is of none: the only one that there is, which is said; else an error. */
export function onlyService(
  entry: AlarmEntry,
  why: string,
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): MonitoredService | undefined {
  const { alarmName, service } = entry.fields;
  const [only, ...others] = stack.services;
  if (!only || others.length > 0 || service !== undefined || typeof alarmName !== 'string') {
    reportNoService(entry, why, stack, diagnostics);
    return undefined;
  }
  diagnostics.notice(
    entry.at('alarmName'),
    'alarms/only-service',
    `${alarmName} ${why}, and begins with the name of no service: it is taken for one of ${only.name}, the only service here.`,
    `Add \`service: ${only.name}\` to say so.`,
  );
  return only;
}

/**
 * Reports an alarm that must be of a service and is of none, once, however many reasons there are. One whose `service` is
 * wrong has been reported.
 */
export function reportNoService(
  { fields, at }: AlarmEntry,
  why: string,
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): void {
  const { alarmName, service } = fields;
  if (service !== undefined || typeof alarmName !== 'string') return;
  const place = at('alarmName');
  if (diagnostics.all.some((one) => one.rule === NO_SERVICE && isDeepStrictEqual(one.at, place))) return;
  diagnostics.error(
    place,
    NO_SERVICE,
    `${alarmName} ${why}, and begins with the name of no service of the stack.`,
    `Add \`service: NAME\`, or let its name begin with the service's. There are: ${namesOf(stack).join(', ')}.`,
  );
}

function namesOf({ services }: MonitoredStack): string[] {
  return services.map(({ name }) => name).toSorted();
}
