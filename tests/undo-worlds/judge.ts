import { runningAtOnce } from '@fargate-actions/emulator';
import { addressText } from '@fargate-actions/engine';
import type { Played } from './play.ts';
import { differingFields } from './service-state.ts';
import { BEAT, namesAt } from './stack-files.ts';
import type { WorldSpec } from './world-spec.ts';

/** Every way in which a world is not as it was before the run, or that is not what was said. */
export function misjudged(spec: WorldSpec, played: Played): string[] {
  const { emulator } = played;
  const beats = runningAtOnce(emulator.world, ({ service }) => service === BEAT);
  return [
    ...namesAt(spec, 2).flatMap((name) => misjudgedService(name, played)),
    ...(Math.max(0, ...beats.map(({ running }) => running)) > 1 ? ['two beats ran at once'] : []),
    ...(emulator.world.parameters.length > 0 ? ['the lock of the beat is left'] : []),
  ];
}

function misjudgedService(name: string, { outcomes, reports, before, after }: Played): string[] {
  const outcome = outcomes.find(({ address }) => address.kind === 'service' && address.name === name);
  const report = reports.find(({ subject }) => subject.kind === 'service' && subject.name === name);
  const [was, is] = [before.get(name), after.get(name)];
  const said = `${addressText({ kind: 'service', name })}: said ${report ? `${report.statusText ?? report.status} (${report.cause?.summary ?? ''})` : 'nothing'} of what was ${outcome?.result ?? 'no part'}`;
  if (!was) return is && report?.statusText !== 'stays' ? [`${said}, which is new`] : [];
  const differing = is ? differingFields(was, is) : ['it is gone'];
  const isMoved = outcome !== undefined && 'outputs' in outcome && outcome.resource.changes.action !== 'watch';
  const isSaid = report === undefined ? !isMoved || name === BEAT : report.statusText === 'put back';
  return [...(isSaid ? [] : [said]), ...differing.map((field) => `${said}, ${field}`)];
}
