import type { Clock } from '@fargate-actions/aws';

const SPEED = 'FARGATE_ACTIONS_EMULATOR_SPEED';

/**
 * How many times faster than real time the emulator runs that this run talks to; 1 for AWS.
 *
 * Only where the calls go to an endpoint of their own: against AWS itself a hurried clock would only cost requests.
 * Source: contracts.md, "The emulator": "An action's poll period divides by an internal speed setting".
 */
export function emulatorSpeed(env: Readonly<Record<string, string | undefined>>): number {
  const speed = Number(env[SPEED]);
  return env['AWS_ENDPOINT_URL'] && Number.isFinite(speed) && speed > 0 ? speed : 1;
}

/** A clock that runs so many times faster, from now on. */
export function spedUp(clock: Clock, speed: number): Clock {
  if (speed === 1) return clock;
  const start = clock.now();
  return {
    now: () => start + (clock.now() - start) * speed,
    sleep: (seconds, signal) => clock.sleep(seconds / speed, signal),
  };
}
