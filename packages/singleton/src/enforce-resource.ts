import { resource, type Resource } from '@fargate-actions/engine';
import { serviceAddress } from '@fargate-actions/service';
import { singletonProcess } from './process.ts';
import type { SingletonReport } from './report.ts';
import type { SingletonSettingsOfRun } from './resource.ts';
import type { SingletonContext } from './singleton-context.ts';

/**
 * A live singleton that is to be as a singleton is, whatever revision it runs. Whether it is shows only to the sequence
 * that would repair it, so that it is always looked at.
 *
 * @param settings what else runs beat in the cluster is part of them.
 */
export function enforcedSingleton(
  cluster: string,
  service: string,
  settings: () => Promise<SingletonSettingsOfRun>,
  context: SingletonContext,
): Resource<SingletonReport> {
  return resource<SingletonSettingsOfRun, undefined, 'watch', SingletonReport>({
    address: serviceAddress(service),
    continueOnFailure: true,
    resolve: settings,
    read: () => Promise.resolve(undefined),
    plan: () => ({ action: 'watch', differences: [], request: 'watch' }),
    apply: (_request, _values, { wanted, signal }) =>
      Promise.resolve({
        outputs: {},
        process: singletonProcess({ ...wanted, mode: 'enforce', cluster, service }, { ...context, signal }),
      }),
  });
}
