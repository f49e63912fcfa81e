import type { ActionOutcome, Surroundings } from '@fargate-actions/action-kit';
import { drive } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { findBeatServices, singletonProcess } from '@fargate-actions/singleton';
import type { SingletonInputs } from './inputs.ts';
import { logEnds, progressLog } from './progress.ts';
import { reported } from './reported.ts';
import { singletonsOf } from './singletons.ts';
import { settingsOf } from './wanted.ts';

/** Repairs live singletons without deploying anything: settings, count, what scales them, strays, what a dead run left. */
export async function enforce(
  inputs: SingletonInputs,
  run: string,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const { aws, cluster, names, stack } = await singletonsOf(inputs, surroundings, diagnostics);
  const { clock, signal } = surroundings;
  const beats = await findBeatServices(cluster, aws);
  const needs = { aws, clock, signal, progress: progressLog(surroundings) };
  const ends = await Promise.all(
    names.map((service) => {
      const file = stack?.services.find(({ name }) => name === service)?.taskDefinition;
      const settings = settingsOf(service, inputs, run, file, beats);
      return drive(singletonProcess({ ...settings, mode: 'enforce', cluster, service }, needs), { clock, signal });
    }),
  );
  const reports = ends.map(({ detail }) => detail);
  logEnds(reports, surroundings);
  return reported(reports, diagnostics, {
    changed: reports.some(({ did, status }) => did.length > 0 || status !== 'unchanged'),
    changes: JSON.stringify(reports.map(({ service, did }) => ({ resource: `service ${service}`, did }))),
  });
}
