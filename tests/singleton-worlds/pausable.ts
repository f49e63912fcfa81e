import type { Clock, Wire } from '@fargate-actions/aws';
import { emulatorWire, type Emulator } from '@fargate-actions/emulator';
import type { Pause, WorldSpec } from './world-spec.ts';

/**
 * A run's wire and clock that stand still for a while, as those of a virtual machine that is paused: nothing of the run goes
 * on, and AWS does. What comes back meanwhile is seen afterwards.
 */
export function pausable(
  emulator: Emulator,
  clock: Clock,
  pause: Pause | undefined,
  latencySeconds?: WorldSpec['latencySeconds'],
): { wire: Wire; clock: Clock } {
  let pausing: Promise<void> | undefined;
  let stoppedMs = 0;
  let calls = 0;
  let starts = 0;

  const begin = (seconds: number): void => {
    pausing = clock.sleep(seconds).then(() => {
      pausing = undefined;
      stoppedMs += seconds * 1000;
    });
  };
  const pauseIsOver = async (): Promise<void> => {
    while (pausing) await pausing;
  };
  const stops = (which: 'wall' | 'monotonic'): number =>
    pause?.stops === which || pause?.stops === 'both' ? stoppedMs : 0;

  const own: Required<Clock> = {
    now: () => clock.now() - stops('wall'),
    monotonic: () => (clock.monotonic?.() ?? clock.now()) - stops('monotonic'),
    sleep: (seconds, signal) => clock.sleep(seconds, signal).then(pauseIsOver),
  };
  const inner = emulatorWire(emulator, own, latencySeconds && { latencySeconds });

  return {
    clock: own,
    wire: {
      ...inner,
      async call(operation, input, options = {}) {
        const { confirm } = options;
        calls += 1;
        const isStart = operation === 'ecs:UpdateService' && 'desiredCount' in input && input.desiredCount === 1;
        starts += isStart ? 1 : 0;
        const it = (pause?.atCall === 'start' ? isStart && starts === 1 : calls === pause?.atCall) ? pause : undefined;
        const isOnItsWay = it?.when === 'sent' && confirm !== undefined;
        if (it && it.when !== 'answered' && !isOnItsWay) begin(it.seconds);
        await pauseIsOver();
        // Other parts of the run go on as well: their answers correct the clock by which the next call is signed.
        if (it?.when === 'before') await inner.call('sts:GetCallerIdentity', {}).catch(() => undefined);
        const confirmed = (): void => {
          confirm?.();
          if (it) begin(it.seconds);
        };
        const signed = isOnItsWay ? { ...options, confirm: confirmed } : options;
        try {
          return await inner.call(operation, input, signed);
        } finally {
          if (it?.when === 'answered') begin(it.seconds);
          await pauseIsOver();
        }
      },
    },
  };
}
