import type { Clock } from '@fargate-actions/aws';
import { Diagnostics } from '@fargate-actions/documents';
import { addressText } from '../src/address.ts';
import { refused } from '../src/refusal.ts';
import { ref, type Outputs, type Ref } from '../src/ref.ts';
import type { Report } from '../src/report.ts';
import { resource, type Applied, type Resource, type Undo } from '../src/resource.ts';

/** How a resource of a test behaves. */
export interface Behaviour {
  readonly after?: readonly string[];
  readonly follows?: readonly string[];
  /** Addresses whose output `id` it needs. */
  readonly needs?: readonly string[];
  readonly continueOnFailure?: boolean;
  /** It is as wanted already. */
  readonly isUnchanged?: boolean;
  readonly outputs?: Outputs;
  /** What it says to have written before its last write. */
  readonly writes?: readonly string[];
  /** How long its write takes. */
  readonly writeSeconds?: number;
  /** How long its process takes; absent: it has none. */
  readonly processSeconds?: number;
  /** How it goes back; absent: it has no way back. */
  readonly undo?: {
    /** How long that takes. */
    readonly seconds?: number;
    readonly comesLast?: boolean;
    readonly isUnchanged?: boolean;
    readonly nothing?: string;
    readonly fails?: 'to begin' | 'in its process';
  };
  readonly fails?:
    | 'to resolve'
    | 'to read'
    | 'to plan'
    | 'to plan, alone'
    | 'to write'
    | 'in its process'
    | 'with an error in its process';
}

/** How a process of a test ends. */
function ended(name: string, status: Report['status']): Report {
  return { subject: { kind: name }, status, facts: { columns: [] }, sections: [] };
}

/** Resources that tell what happens to them, in the order in which it does. */
export interface Stage {
  readonly story: string[];
  readonly resources: readonly Resource<Report>[];
  /** How many are written or watched now, and how many were at most. */
  readonly underWay: { now: number; most: number };
}

/** Sets up resources by their addresses. */
export function aStage(clock: Clock, behaviours: Readonly<Record<string, Behaviour>>): Stage {
  const story: string[] = [];
  const underWay = { now: 0, most: 0 };
  const tell = (what: string): void => void story.push(what);

  function aResource(name: string, behaviour: Behaviour): Resource<Report> {
    const { fails, outputs = { id: `${name}-id` } } = behaviour;
    const needs: readonly Ref[] = (behaviour.needs ?? []).map((needed) => ref({ kind: needed }, 'id'));

    const begin = (): void => {
      underWay.now += 1;
      underWay.most = Math.max(underWay.most, underWay.now);
    };
    const end = (): void => {
      underWay.now -= 1;
    };

    function process(seconds: number, isSuccess: boolean): NonNullable<Applied<Report>['process']> {
      let isOver = false;
      return {
        observe: async () => {
          if (!isOver || fails !== 'with an error in its process') return isOver;
          end();
          throw new Error(`${name} could not be watched`);
        },
        next: (seen) => {
          if (!seen) {
            isOver = true;
            return { kind: 'wait', seconds };
          }
          tell(`${name} ${isSuccess ? 'is done' : 'failed'}`);
          end();
          return { kind: 'done', result: ended(name, isSuccess ? 'deployed' : 'failed') };
        },
      };
    }

    function undo({
      comesLast,
      isUnchanged,
      nothing,
      seconds = 0,
      ...way
    }: NonNullable<Behaviour['undo']>): Undo<Report> {
      return {
        ...(comesLast !== undefined && { comesLast }),
        begin: async ({ end }) => {
          tell(`undo ${name}${end ? `, which was ${end.status}` : ''}`);
          if (way.fails === 'to begin') throw new Error(`${name} can't go back`);
          if (isUnchanged === true) return undefined;
          if (nothing !== undefined) return { nothing };
          const back = process(seconds, way.fails !== 'in its process');
          begin();
          return { process: back };
        },
      };
    }

    return resource<string, string, { values: readonly string[] }, Report>({
      address: { kind: name },
      ...(behaviour.after && { after: behaviour.after.map((kind) => ({ kind })) }),
      ...(behaviour.follows && { follows: behaviour.follows.map((kind) => ({ kind })) }),
      needs,
      continueOnFailure: behaviour.continueOnFailure ?? false,
      resolve: async (diagnostics: Diagnostics) => {
        tell(`resolve ${name}`);
        if (fails === 'to resolve') diagnostics.error(undefined, 'test/name', `${name} names nothing.`);
        return name;
      },
      read: async () => {
        tell(`read ${name}`);
        if (fails === 'to read') throw new Error(`${name} can not be read`);
        return behaviour.isUnchanged ? 'found' : undefined;
      },
      plan: (found, _wanted, values, diagnostics) => {
        if (fails === 'to plan') diagnostics.error(undefined, 'test/plan', `${name} can't be so.`);
        if (fails === 'to plan, alone') return refused(`${name} can't be so`, 'Leave it.');
        const known = needs.map((needed) => String(values.planned(needed)));
        if (found !== undefined) return { action: 'none', differences: [] };
        return {
          action: 'create',
          differences: needs.map((needed) => ({
            path: addressText(needed.address),
            from: undefined,
            to: values.planned(needed),
          })),
          request: { values: known },
        };
      },
      outputs: () => outputs,
      apply: async (_request, values, { noteWrite }) => {
        begin();
        for (const what of behaviour.writes ?? []) noteWrite(what);
        const known = needs.map((needed) => values.known(needed));
        tell(`write ${[name, ...known].join(' ')}`);
        await clock.sleep(behaviour.writeSeconds ?? 0);
        if (fails === 'to write') {
          end();
          throw new Error(`${name} was refused`);
        }
        const way = behaviour.undo && { undo: undo(behaviour.undo) };
        if (behaviour.processSeconds === undefined) {
          end();
          return { outputs, ...way };
        }
        return { outputs, process: process(behaviour.processSeconds, fails !== 'in its process'), ...way };
      },
    });
  }

  return {
    story,
    underWay,
    resources: Object.entries(behaviours).map(([name, behaviour]) => aResource(name, behaviour)),
  };
}
