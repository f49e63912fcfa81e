import type { ScenarioChange } from '@fargate-actions/emulator';
import { serviceName } from './stack-files.ts';
import type { WorldSpec } from './world-spec.ts';

/** What makes a calm world, in which version 1 may run, one of those specified: from now on. */
export function turnBad(spec: WorldSpec): ScenarioChange {
  const { event } = spec;
  return {
    images: Object.fromEntries(
      spec.services.map(({ behaviour }, index) => [
        `*:${serviceName(index)}-v2`,
        { behaviour, exitCode: 3, logs: ['starting', 'KeyError: STRIPE_SECRET_KEY'], times: 1 },
      ]),
    ),
    timings: spec.timings,
    denied: [...spec.denied],
    faults: [...spec.faults],
    staleReadsSeconds: spec.staleReadsSeconds,
    happenings: event
      ? [
          {
            happens: event.happens,
            atSeconds: event.atSeconds,
            name: serviceName(0),
            ...(event.happens === 'scale' && { desiredCount: 5 }),
            ...(event.happens === 'update' && { input: { forceNewDeployment: true } }),
            ...(event.happens === 'protect' && { minutes: 5 }),
          },
        ]
      : [],
  };
}
