import type { Clock } from '@fargate-actions/aws';
import { Diagnostics } from '@fargate-actions/documents';
import { NO_CHANGES, refused, resource, type Changes, type Resource } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { runOperation } from './run-operation.ts';
import type { Prepared } from './prepared.ts';

const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };

interface Behaviour {
  readonly changes?: Changes<'write'>;
  readonly fails?: boolean;
  readonly failureIsWarning?: boolean;
  /** What is wrong with it, as its names are looked up. */
  readonly isWrong?: boolean;
}

const WRITE: Changes<'write'> = {
  action: 'update',
  differences: [{ path: 'size', from: 1, to: 2 }],
  request: 'write',
};

/** Runs an operation of some resources: what was written, logged and told. */
async function running(behaviours: Readonly<Record<string, Behaviour>>, more: Partial<Prepared> = {}, dryRun = false) {
  const written: string[] = [];
  const log: string[] = [];
  const aResource = (name: string, { changes = WRITE, fails, failureIsWarning, isWrong }: Behaviour): Resource =>
    resource<undefined, undefined, 'write'>({
      address: { kind: 'thing', name },
      ...(failureIsWarning !== undefined && { failureIsWarning }),
      continueOnFailure: true,
      resolve: (diagnostics) => {
        if (isWrong) diagnostics.error(undefined, 'test/wrong', `${name} is wrong.`);
        return Promise.resolve(undefined);
      },
      read: () => Promise.resolve(undefined),
      plan: () => changes,
      apply: () => {
        if (fails) return Promise.reject(new Error(`${name} can't be written.`));
        written.push(name);
        return Promise.resolve({ outputs: {} });
      },
    });
  const outcome = await runOperation(
    {
      items: Object.entries(behaviours).map(([name, behaviour]) => aResource(name, behaviour)),
      ofOutcomes: () => ({ outputs: {} }),
      ...more,
    },
    { dryRun },
    {
      clock,
      signal: new AbortController().signal,
      announce: (diagnostics) => void log.push(...diagnostics.map(({ rule }) => rule)),
      log: {
        info: (text) => void log.push(text),
        group: (title, lines) => void log.push(title, ...lines),
        during: (_title, work) => work(),
        isDebugged: false,
        debug: () => undefined,
        mask: () => undefined,
      },
    },
    new Diagnostics(),
  );
  return { outcome, written, log };
}

describe('an operation', () => {
  test('shows its plan before it writes, and tells what became of it', async () => {
    const { outcome, written, log } = await running({ a: {}, b: { changes: NO_CHANGES } });
    expect(written).toEqual(['a']);
    expect(log.slice(0, 2)).toEqual(['Plan', expect.stringContaining('1 to update')]);
    expect(outcome.outputs).toMatchObject({ status: 'applied', changed: 'true' });
    expect(JSON.parse(outcome.outputs['changes'] ?? '')).toMatchObject([{ resource: 'thing a', result: 'applied' }]);
    expect(outcome.failures).toEqual([]);
  });

  test('writes nothing as a dry run, and says what one resource is refused for', async () => {
    const { outcome, written } = await running({ a: {}, b: { changes: refused('It sleeps.') } }, {}, true);
    expect(written).toEqual([]);
    expect(outcome.outputs).toMatchObject({ status: 'planned', changed: 'true' });
    expect(outcome.failures).toMatchObject([{ message: 'It sleeps.' }]);
  });

  test('fails with what is found while a plan is reported, outputs and all', async () => {
    const ofPlan: Prepared['ofPlan'] = (_plan, diagnostics) => {
      diagnostics.error(undefined, 'test/found', 'Two of it run.');
      return { outputs: { status: 'broken' } };
    };
    const { outcome } = await running({ a: {} }, { ofPlan }, true);
    expect(outcome.outputs).toMatchObject({ status: 'broken', changed: 'true' });
    expect(outcome.diagnostics).toMatchObject([{ rule: 'test/found' }]);
  });

  test.each([
    { name: 'a name in a resource', behaviours: { a: {}, b: { isWrong: true } }, more: {} },
    {
      name: 'what is looked at besides',
      behaviours: { a: {} },
      more: {
        check: async (diagnostics: Diagnostics) => {
          diagnostics.error(undefined, 'test/wrong', 'It is wrong.');
        },
      },
    },
  ])('writes nothing where $name is wrong', async ({ behaviours, more }) => {
    await expect(running(behaviours, more)).rejects.toMatchObject({ diagnostics: [{ rule: 'test/wrong' }] });
  });

  test('reports what is wrong with the plan even where what is looked at besides is wrong first', async () => {
    const check = (diagnostics: Diagnostics) => {
      diagnostics.error(undefined, 'test/besides', 'It is wrong.');
      return Promise.resolve();
    };
    await expect(running({ a: { isWrong: true } }, { check })).rejects.toMatchObject({
      diagnostics: [{ rule: 'test/wrong' }, { rule: 'test/besides' }],
    });
  });

  test('fails with what failed, and warns of what only is worth that', async () => {
    const { outcome } = await running({ a: { fails: true }, b: { fails: true, failureIsWarning: true } });
    expect(outcome.outputs['status']).toBe('failed');
    expect(outcome.failures).toMatchObject([{ message: "a can't be written." }]);
    expect(outcome.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['warning run/warning']);
  });

  test('has its own outputs before those of every operation, and its own end of the summary', async () => {
    const { outcome, log } = await running(
      { a: {} },
      {
        lines: ['See the console.'],
        links: 'LINKS',
        besidePlan: () => Promise.resolve('SIMULATED'),
        ofOutcomes: () => ({ outputs: { status: 'deployed', arn: 'x' }, summary: 'END' }),
      },
    );
    expect(log).toContain('See the console.');
    expect(outcome.outputs).toMatchObject({ status: 'deployed', arn: 'x', changed: 'true' });
    expect(outcome.summary).toMatch(/LINKS\n\nSIMULATED\n\nEND$/);
  });

  test('shows plan and outcomes in words of its own where it has them', async () => {
    const { outcome, log } = await running(
      { a: {} },
      {
        planGroups: () => [{ title: 'What is set', lines: ['size'] }],
        outcomeLines: () => ['a.json'],
        ofOutcomes: () => ({ outputs: { status: undefined, path: 'a.json' }, overview: 'OVERVIEW', summary: 'END' }),
      },
    );
    expect(log).toEqual(['What is set', 'size', 'a.json']);
    expect(outcome.outputs).toEqual({ path: 'a.json', changed: 'true', changes: expect.any(String) });
    expect(outcome.summary).toBe('OVERVIEW\n\nEND');
  });

  test('is quiet about a plan that says nothing', async () => {
    const { log } = await running({ a: {} }, { planGroups: () => [] });
    expect(log).toEqual([expect.stringContaining('thing a')]);
  });

  test('does what has to succeed first between the plan and the first write, and not in a dry run', async () => {
    const done: string[] = [];
    const more = (errors: boolean) => ({
      checkReady: () => {
        done.push('ready');
        return Promise.resolve();
      },
      planGroups: () => {
        done.push('plan');
        return [];
      },
      beforeApply: (diagnostics: Diagnostics) => {
        done.push('built');
        if (errors) diagnostics.error(undefined, 'test/wrong', 'It does not build.');
        return Promise.resolve();
      },
      ofOutcomes: () => {
        done.push('applied');
        return { outputs: {} };
      },
    });
    await running({ a: {} }, more(false), true);
    expect(done.splice(0)).toEqual(['ready', 'plan']);
    await running({ a: {} }, more(false));
    expect(done.splice(0)).toEqual(['ready', 'plan', 'built', 'applied']);
    await expect(running({ a: {} }, more(true))).rejects.toMatchObject({ diagnostics: [{ rule: 'test/wrong' }] });
    expect(done.splice(0)).toEqual(['ready', 'plan', 'built']);
    await expect(running({ a: { isWrong: true } }, more(false))).rejects.toThrow();
    expect(done).toEqual([]);
  });
});
