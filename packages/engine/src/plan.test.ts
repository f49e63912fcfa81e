import { VirtualClock } from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { addressText } from './address.ts';
import { deletion, KnownAfterApply, NO_CHANGES, type Changes } from './difference.ts';
import { hasChanges, planAll } from './plan.ts';
import { ref, Values } from './ref.ts';
import { refused } from './refusal.ts';
import { resource } from './resource.ts';
import { aStage, type Behaviour } from '../test/resources.ts';

const clock = new VirtualClock({ startAt: 0 });

async function planned(behaviours: Readonly<Record<string, Behaviour>>, diagnostics = new Diagnostics()) {
  const stage = aStage(clock, behaviours);
  const plan = await planAll(stage.resources, diagnostics);
  return {
    plan,
    story: stage.story,
    rules: plan.diagnostics.all.map(({ rule }) => rule),
    changes: Object.fromEntries(plan.resources.map(({ address, changes }) => [addressText(address), changes.action])),
  };
}

describe('planning', () => {
  test('resolves all, then reads all, then plans in the order of the dependencies; writes nothing', async () => {
    const { story, plan } = await planned({
      service: { needs: ['definition'] },
      definition: {},
      group: { isUnchanged: true },
    });
    expect(story).toEqual([
      'resolve service',
      'resolve definition',
      'resolve group',
      'read definition',
      'read service',
      'read group',
    ]);
    expect(plan.resources.map(({ address }) => addressText(address))).toEqual(['definition', 'service', 'group']);
  });

  test('knows the output of what stays as it is, and says so of what does not', async () => {
    const { plan } = await planned({
      service: { needs: ['new', 'old'] },
      new: {},
      old: { isUnchanged: true, outputs: { id: 'old:7' } },
    });
    const service = plan.resources.find(({ address }) => address.kind === 'service');
    expect(service?.changes.differences).toEqual([
      { path: 'new', from: undefined, to: new KnownAfterApply('new.id') },
      { path: 'old', from: undefined, to: 'old:7' },
    ]);
  });

  test.each<{ name: string; behaviours: Readonly<Record<string, Behaviour>>; rules: string[]; lastStep: string }>([
    {
      name: 'a cycle stops it before anything is read',
      behaviours: { a: { after: ['b'] }, b: { after: ['a'] } },
      rules: ['plan/cycle'],
      lastStep: 'resolve b',
    },
    {
      name: 'an unknown name stops it before anything is read, with all unknown names',
      behaviours: { a: { fails: 'to resolve' }, b: {}, c: { fails: 'to resolve' } },
      rules: ['test/name', 'test/name'],
      lastStep: 'resolve c',
    },
    {
      name: 'what can’t be is shown for all of them',
      behaviours: { a: { fails: 'to plan' }, b: { fails: 'to plan' } },
      rules: ['test/plan', 'test/plan'],
      lastStep: 'read b',
    },
  ])('$name', async ({ behaviours, rules, lastStep }) => {
    const result = await planned(behaviours);
    expect(result.rules).toEqual(rules);
    expect(result.story.at(-1) ?? '').toBe(lastStep);
  });

  test('expands what depends on what exists, where it stands in the list', async () => {
    const alarms = aStage(clock, { high: {}, low: {} });
    const stage = aStage(clock, { service: { needs: ['high'] }, group: {} });
    const [service, group] = stage.resources;
    if (!service || !group) throw new Error('There are two.');
    const expansion = {
      expand: async (diagnostics: Diagnostics) => {
        diagnostics.notice(undefined, 'test/found', 'Two alarms are recommended.');
        return alarms.resources;
      },
    };
    const plan = await planAll([service, expansion, group]);
    expect(plan.resources.map(({ address }) => addressText(address))).toEqual(['high', 'service', 'low', 'group']);
    expect(plan.diagnostics.all.map(({ rule }) => rule)).toEqual(['test/found']);
  });

  test('an error while expanding stops it before anything is read', async () => {
    const stage = aStage(clock, { service: {} });
    const expansion = {
      expand: async (diagnostics: Diagnostics) => {
        diagnostics.error(undefined, 'test/expand', 'It can not be.');
        return [];
      },
    };
    const plan = await planAll([expansion, ...stage.resources]);
    expect([plan.resources, stage.story]).toEqual([[], ['resolve service']]);
    expect(plan.diagnostics.all.map(({ rule }) => rule)).toEqual(['test/expand']);
  });

  test('tells what was found in the order of the resources, whichever was answered first', async () => {
    const early = Promise.withResolvers<undefined>();
    const answering = (name: string, when: Promise<undefined>, then: () => void) =>
      resource<undefined, undefined, never>({
        address: { kind: name },
        resolve: async (diagnostics) => {
          await when;
          diagnostics.warning(undefined, `test/${name}`, 'It was answered.');
          then();
          return undefined;
        },
        read: () => Promise.resolve(undefined),
        plan: () => NO_CHANGES,
        apply: () => Promise.reject(new Error('There is nothing to apply.')),
      });
    const plan = await planAll([
      answering('late', early.promise, () => undefined),
      answering('early', Promise.resolve(undefined), () => early.resolve(undefined)),
    ]);
    expect(plan.diagnostics.all.map(({ rule }) => rule)).toEqual(['test/late', 'test/early']);
  });

  test('errors of the files stop it before anything is asked', async () => {
    const diagnostics = new Diagnostics();
    diagnostics.error(undefined, 'files/missing', 'gone');
    const { story, plan } = await planned({ a: {} }, diagnostics);
    expect(story).toEqual([]);
    expect(plan.resources).toEqual([]);
    expect(plan.diagnostics).toBe(diagnostics);
  });

  test('warnings stop nothing', async () => {
    const diagnostics = new Diagnostics();
    diagnostics.warning(undefined, 'files/odd', 'odd');
    const { changes } = await planned({ a: {} }, diagnostics);
    expect(changes).toEqual({ a: 'create' });
  });

  test('fails when AWS can’t be read', async () => {
    await expect(planned({ a: {}, b: { fails: 'to read' } })).rejects.toThrow('b can not be read');
  });

  test.each([
    { behaviours: { a: {} }, has: true },
    { behaviours: { a: { isUnchanged: true } }, has: false },
    { behaviours: {}, has: false },
  ])('of $behaviours has changes: $has', async ({ behaviours, has }) => {
    const { plan } = await planned(behaviours);
    expect(hasChanges(plan)).toBe(has);
  });

  test.each<{ what: string; changes: Changes<unknown>; has: boolean }>([
    { what: 'what is only watched', changes: { action: 'watch', differences: [], request: 1 }, has: false },
    { what: 'what is refused', changes: refused('It is broken.'), has: false },
    { what: 'what is deleted', changes: deletion([{ kind: 'b' }], 1), has: true },
    { what: 'a deletion of nothing', changes: deletion([], 1), has: false },
  ])('$what is a change: $has', async ({ changes, has }) => {
    const { plan } = await planned({ a: {} });
    const [resource] = plan.resources;
    if (!resource) throw new Error('There is one.');
    expect(hasChanges({ ...plan, resources: [{ ...resource, changes }] })).toBe(has);
  });
});

describe('a value', () => {
  const API = { kind: 'task definition', name: 'api' };

  test('that is a text is itself', () => {
    const values = new Values();
    expect(values.planned('arn')).toBe('arn');
    expect(values.known('arn')).toBe('arn');
  });

  test('that another resource gives is known when that has given it', () => {
    const values = new Values();
    const arn = ref(API, 'arn');
    expect(values.planned(arn)).toEqual(new KnownAfterApply('task definition api.arn'));
    expect(() => values.known(arn)).toThrow('task definition api.arn is not known yet.');
    values.set(API, { arn: 'api:7' });
    expect(values.planned(arn)).toBe('api:7');
    expect(values.known(arn)).toBe('api:7');
  });
});
