import type { Happening, ScenarioChange } from '@fargate-actions/emulator';
import { guardName, serviceName } from './stack-files.ts';
import type { ServiceSpec, WorldSpec } from './world-spec.ts';

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
    ...(spec.staleListsSeconds !== undefined && { staleListsSeconds: spec.staleListsSeconds }),
    firstUse: { serviceLinkedRoleSeconds: spec.firstUseSeconds, loadBalancerSeconds: spec.firstUseSeconds },
    happenings: [
      ...spec.services.flatMap(guardHappenings),
      ...(event
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
        : []),
    ],
  };
}

/** When an alarm is on that is on when the deployment begins, and when one goes off. */
function guardHappenings({ guard }: ServiceSpec, index: number): Happening[] {
  const alarm = { happens: 'alarm' as const, name: guardName(serviceName(index)) };
  if (guard === 'is on') return [{ ...alarm, atSeconds: 0 }];
  return guard === 'goes off' ? [{ ...alarm, atSeconds: 20 + 40 * index }] : [];
}
