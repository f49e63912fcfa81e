import { VirtualClock } from '@fargate-actions/emulator';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addressText } from './address.ts';
import { applyPlan, refusedIn, type ApplyContext, type Outcome } from './apply.ts';
import { planAll } from './plan.ts';
import { aStage, type Behaviour } from '../test/resources.ts';

/** What became of each, in words. */
function told(outcome: Outcome): string {
  switch (outcome.result) {
    case 'unchanged':
      return 'unchanged';
    case 'applied':
      return outcome.end ? `applied: ${outcome.end.subject.kind} ended` : 'applied';
    case 'failed': {
      const why = outcome.end ? `${outcome.end.subject.kind} ended` : (outcome.error as Error).message;
      const parts = outcome.completedWrites ? ` after ${outcome.completedWrites.join(', ')}` : '';
      return `failed${outcome.outputs ? ', written' : ''}: ${why}${parts}`;
    }
    case 'not attempted':
      return `not attempted: ${outcome.because}`;
  }
}

async function applied(
  behaviours: Readonly<Record<string, Behaviour>>,
  options: Omit<ApplyContext, 'clock'> & { cancelAfterSeconds?: number } = {},
) {
  const clock = new VirtualClock({ startAt: 0 });
  const stage = aStage(clock, behaviours);
  const plan = await planAll(stage.resources);
  stage.story.length = 0;
  const controller = new AbortController();
  const { cancelAfterSeconds } = options;
  const cancelling =
    cancelAfterSeconds === undefined
      ? undefined
      : clock.sleep(cancelAfterSeconds).then(() => controller.abort(new Error('cancelled')));
  const applying = applyPlan(plan, { clock, signal: controller.signal, ...options });
  const outcomes = await clock.run(applying);
  await clock.advance(3600);
  await cancelling;
  return {
    outcomes: Object.fromEntries(outcomes.map((outcome) => [addressText(outcome.address), told(outcome)])),
    order: outcomes.map(({ address }) => addressText(address)),
    story: stage.story,
    underWay: stage.underWay,
  };
}

describe('applying', () => {
  test('writes what has changes, and leaves the rest alone', async () => {
    const { outcomes, story } = await applied({ a: {}, b: { isUnchanged: true } });
    expect(outcomes).toEqual({ a: 'applied', b: 'unchanged' });
    expect(story).toEqual(['write a']);
  });

  test('gives what is written to those that need it, before a process ends', async () => {
    const { story, outcomes } = await applied({
      service: { needs: ['definition', 'old'] },
      definition: { writeSeconds: 1, processSeconds: 60 },
      old: { isUnchanged: true, outputs: { id: 'old:7' } },
    });
    expect(story).toEqual(['write definition', 'write service definition-id old:7', 'definition is done']);
    expect(outcomes['service']).toBe('applied');
  });

  test('begins what comes after another only when that is done, its process included', async () => {
    const { story } = await applied({
      beat: { after: ['worker'], processSeconds: 5 },
      worker: { writeSeconds: 1, processSeconds: 60 },
      api: { processSeconds: 10 },
    });
    expect(story).toEqual(['write worker', 'write api', 'api is done', 'worker is done', 'write beat', 'beat is done']);
  });

  test('goes on at once behind what stays as it is', async () => {
    const { outcomes } = await applied({ a: { isUnchanged: true }, b: { after: ['a'], needs: ['a'] } });
    expect(outcomes).toEqual({ a: 'unchanged', b: 'applied' });
  });

  test('tells the outcomes in the order of the plan, whatever ends first', async () => {
    const { order } = await applied({ slow: { processSeconds: 60 }, quick: {}, medium: { processSeconds: 5 } });
    expect(order).toEqual(['slow', 'quick', 'medium']);
  });

  test('gives a place that was left, with nobody waiting, to whoever comes later', async () => {
    const { outcomes } = await applied({ a: {}, b: { after: ['a'] }, c: { needs: ['b'] } }, { maxParallel: 1 });
    expect(outcomes).toEqual({ a: 'applied', b: 'applied', c: 'applied' });
  });

  test('applies nothing where nothing is planned', async () => {
    await expect(applied({})).resolves.toMatchObject({ outcomes: {}, story: [] });
  });
});

describe('when one fails', () => {
  test('while it is written, what depends on it is not attempted', async () => {
    const { outcomes, story } = await applied({
      definition: { fails: 'to write' },
      service: { needs: ['definition'] },
      last: { after: ['service'] },
    });
    expect(outcomes).toEqual({
      definition: 'failed: definition was refused',
      service: 'not attempted: definition was not applied',
      last: 'not attempted: service was not attempted',
    });
    expect(story).toEqual(['write definition']);
  });

  test('in its process, it is told that it was written', async () => {
    const { outcomes } = await applied({
      worker: { processSeconds: 5, fails: 'in its process' },
      beat: { after: ['worker'] },
    });
    expect(outcomes).toEqual({ worker: 'failed, written: worker ended', beat: 'not attempted: worker failed' });
  });

  test('by an error while it is watched, it is told that it was written', async () => {
    const { outcomes } = await applied({ worker: { processSeconds: 5, fails: 'with an error in its process' } });
    expect(outcomes).toEqual({ worker: 'failed, written: worker could not be watched' });
  });

  test('what is under way goes on to its end, and nothing new is begun, though it does not depend on it', async () => {
    const { outcomes, story } = await applied({
      api: { processSeconds: 60 },
      worker: { processSeconds: 5, fails: 'in its process' },
      cluster: { writeSeconds: 20 },
      group: { after: ['cluster'] },
    });
    expect(outcomes).toEqual({
      api: 'applied: api ended',
      worker: 'failed, written: worker ended',
      cluster: 'applied',
      group: 'not attempted: worker failed',
    });
    expect(story).toContain('api is done');
    expect(story).not.toContain('write group');
  });

  test('what waits for a place is not begun any more', async () => {
    const { outcomes } = await applied(
      { a: { writeSeconds: 1, fails: 'to write' }, b: {}, c: { isUnchanged: true } },
      { maxParallel: 1 },
    );
    expect(outcomes).toEqual({ a: 'failed: a was refused', b: 'not attempted: a failed', c: 'unchanged' });
  });

  test('while it is planned, and alone, only what depends on it is not attempted', async () => {
    const { outcomes, story } = await applied(
      { a: { fails: 'to plan, alone' }, b: { after: ['a'] }, c: { needs: ['a'] }, d: {}, e: { after: ['d'] } },
      { maxParallel: 1 },
    );
    expect(outcomes).toEqual({
      a: "failed: a can't be so",
      b: 'not attempted: a failed',
      c: 'not attempted: a was not applied',
      d: 'applied',
      e: 'applied',
    });
    expect(story).toEqual(['write d', 'write e']);
  });

  test('configuration that fails leaves out only what depends on it', async () => {
    const { outcomes, story } = await applied(
      {
        filters: { fails: 'to write', continueOnFailure: true },
        alarms: {},
        others: { after: ['filters'] },
        rule: { needs: ['alarms'] },
      },
      { maxParallel: 1 },
    );
    expect(outcomes).toEqual({
      filters: 'failed: filters was refused',
      alarms: 'applied',
      others: 'not attempted: filters failed',
      rule: 'applied',
    });
    expect(story).toEqual(['write filters', 'write alarms', 'write rule alarms-id']);
  });

  test('in one run a failed alarm lets the rest go on, and a failed service stops what has not begun', async () => {
    const { outcomes } = await applied(
      {
        alarm: { fails: 'to write', continueOnFailure: true },
        api: { processSeconds: 20, fails: 'in its process' },
        policy: { after: ['api'], continueOnFailure: true },
        dashboard: { writeSeconds: 40, continueOnFailure: true },
        worker: {},
      },
      { maxParallel: 2 },
    );
    expect(outcomes).toEqual({
      alarm: 'failed: alarm was refused',
      api: 'failed, written: api ended',
      policy: 'not attempted: api failed',
      dashboard: 'applied',
      worker: 'not attempted: api failed',
    });
  });

  test('configuration that has not begun goes on, unless it depends on what failed', async () => {
    const { outcomes } = await applied(
      {
        api: { fails: 'to write' },
        alarm: { writeSeconds: 1, continueOnFailure: true },
        policy: { after: ['api'], continueOnFailure: true },
        worker: {},
      },
      { maxParallel: 1 },
    );
    expect(outcomes).toEqual({
      api: 'failed: api was refused',
      alarm: 'applied',
      policy: 'not attempted: api failed',
      worker: 'not attempted: api failed',
    });
  });

  test('what follows it begins when it has ended, well or not', async () => {
    const { outcomes, story } = await applied({
      api: { processSeconds: 20, fails: 'in its process' },
      worker: { processSeconds: 30 },
      dashboard: { follows: ['api', 'worker'], continueOnFailure: true },
    });
    expect(outcomes).toMatchObject({ api: 'failed, written: api ended', dashboard: 'applied' });
    expect(story.at(-1)).toBe('write dashboard');
  });

  test('configuration that failed keeps no cancel from being heard', async () => {
    const { outcomes } = await applied(
      {
        a: { fails: 'to write', writeSeconds: 5, continueOnFailure: true },
        b: { writeSeconds: 20 },
        c: { after: ['b'] },
      },
      { cancelAfterSeconds: 10 },
    );
    expect(outcomes['c']).toBe('not attempted: the run was cancelled');
  });

  test('what it had written until then is told', async () => {
    const { outcomes } = await applied({ service: { writes: ['its tag', 'its limits'], fails: 'to write' } });
    expect(outcomes).toEqual({ service: 'failed: service was refused after its tag, its limits' });
  });

  test('what is as wanted is still told to be', async () => {
    const { outcomes } = await applied({
      a: { fails: 'to write' },
      b: { isUnchanged: true, after: ['a'], needs: ['a'] },
    });
    expect(outcomes['b']).toBe('unchanged');
  });

  test('two that fail are both told', async () => {
    const { outcomes } = await applied({ a: { fails: 'to write' }, b: { fails: 'to write' } });
    expect(outcomes).toEqual({ a: 'failed: a was refused', b: 'failed: b was refused' });
  });
});

describe('when the run is cancelled', () => {
  test('what is watched is told to be written, and nothing new is begun', async () => {
    const { outcomes, story } = await applied(
      { worker: { processSeconds: 60 }, quick: {}, beat: { after: ['worker'] }, last: { after: ['beat'] } },
      { cancelAfterSeconds: 10 },
    );
    expect(outcomes).toEqual({
      worker: 'failed, written: cancelled',
      quick: 'applied',
      beat: 'not attempted: the run was cancelled',
      last: 'not attempted: the run was cancelled',
    });
    expect(story).toEqual(['write worker', 'write quick']);
  });

  test('before it begins, nothing is written', async () => {
    const { outcomes, story } = await applied(
      { a: {}, b: { needs: ['a'] }, c: { isUnchanged: true } },
      { signal: AbortSignal.abort(new Error('cancelled')) },
    );
    expect(outcomes).toEqual({
      a: 'not attempted: the run was cancelled',
      b: 'not attempted: the run was cancelled',
      c: 'unchanged',
    });
    expect(story).toEqual([]);
  });

  test('a write that is under way is waited for', async () => {
    const { outcomes } = await applied({ a: { writeSeconds: 20 } }, { cancelAfterSeconds: 10 });
    expect(outcomes).toEqual({ a: 'applied' });
  });
});

test('what a plan refuses is known before it is applied', async () => {
  const stage = aStage(new VirtualClock({ startAt: 0 }), { a: { fails: 'to plan, alone' }, b: {} });
  expect(refusedIn(await planAll(stage.resources))).toMatchObject([
    { address: { kind: 'a' }, result: 'failed', error: { message: "a can't be so", hint: 'Leave it.' } },
  ]);
});

test('a plan with errors is not applied', async () => {
  const clock = new VirtualClock({ startAt: 0 });
  const stage = aStage(clock, { a: {}, b: { fails: 'to plan' } });
  const plan = await planAll(stage.resources);
  await expect(applyPlan(plan, { clock })).rejects.toThrow(DiagnosedError);
  expect(stage.story.filter((step) => step.startsWith('write'))).toEqual([]);
});

test('a plan that got an error after it was made is not applied', async () => {
  const clock = new VirtualClock({ startAt: 0 });
  const stage = aStage(clock, { a: {} });
  const diagnostics = new Diagnostics();
  const plan = await planAll(stage.resources, diagnostics);
  diagnostics.error(undefined, 'test/late', 'Too late.');
  await expect(applyPlan(plan, { clock })).rejects.toThrow('Too late.');
  expect(stage.story).not.toContain('write a');
});

const KINDS: readonly (Behaviour['fails'] | undefined)[] = [
  undefined,
  undefined,
  undefined,
  'to write',
  'in its process',
  'with an error in its process',
];

/** Runs of up to twelve resources that depend on earlier ones, take their time, and sometimes fail. */
const runs = fc.record({
  behaviours: fc.array(
    fc.record({
      after: fc.array(fc.nat({ max: 11 }), { maxLength: 2 }),
      needs: fc.array(fc.nat({ max: 11 }), { maxLength: 1 }),
      isUnchanged: fc.boolean(),
      continueOnFailure: fc.boolean(),
      writeSeconds: fc.nat({ max: 5 }),
      processSeconds: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      fails: fc.constantFrom(...KINDS),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  maxParallel: fc.integer({ min: 1, max: 6 }),
  cancelAfterSeconds: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
});

test('whatever fails and whenever it is cancelled: the account is honest, the bound holds, and the order too', () =>
  fc.assert(
    fc.asyncProperty(runs, async ({ behaviours, maxParallel, cancelAfterSeconds }) => {
      const address = (index: number) => `r${index}`;
      const earlier = (targets: readonly number[], index: number) =>
        targets.filter((target) => target < index).map(address);
      const named: Record<string, Behaviour> = Object.fromEntries(
        behaviours.map(({ after, needs, fails, processSeconds, ...rest }, index) => [
          address(index),
          {
            ...rest,
            after: earlier(after, index),
            needs: earlier(needs, index),
            ...(processSeconds !== undefined && { processSeconds }),
            ...(fails && { fails }),
          },
        ]),
      );
      const { outcomes, story, underWay } = await applied(named, {
        maxParallel,
        ...(cancelAfterSeconds !== undefined && { cancelAfterSeconds }),
      });

      expect(underWay.most).toBeLessThanOrEqual(maxParallel);
      const first = (what: string) => story.findIndex((step) => step === what || step.startsWith(`${what} `));
      for (const [name, { after = [], needs = [], isUnchanged, fails, processSeconds }] of Object.entries(named)) {
        const outcome = outcomes[name] ?? '';
        const written = first(`write ${name}`) >= 0;
        // What is told to be attempted was written, what is not was not.
        expect(written).toBe(/^(applied|failed)/.test(outcome));
        expect(outcome === 'unchanged').toBe(isUnchanged === true);
        const canFail = fails === 'to write' || (fails !== undefined && processSeconds !== undefined);
        if (outcome.startsWith('applied')) expect(canFail).toBe(false);
        if (outcome.startsWith('failed') && !outcome.endsWith('cancelled')) expect(canFail).toBe(true);
        if (outcome.startsWith('not attempted') && !outcome.endsWith('cancelled')) {
          const stopping = Object.keys(named).filter((other) => named[other]?.continueOnFailure !== true);
          const because = [...after, ...needs, ...stopping].map((other) => outcomes[other]);
          expect(because).toContainEqual(expect.stringMatching(/^failed|^not attempted/));
        }
        if (!written) continue;
        for (const other of after) {
          expect(outcomes[other]).toMatch(/^(unchanged|applied)/);
          if (outcomes[other]?.includes('ended'))
            expect(first(`${other} is done`)).toBeLessThan(first(`write ${name}`));
        }
        for (const other of needs) expect(outcomes[other]).not.toMatch(/^not attempted|^failed:/);
      }
    }),
    { numRuns: 150 },
  ));
