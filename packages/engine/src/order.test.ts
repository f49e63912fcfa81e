import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addressText, type Address } from './address.ts';
import { dependencies, inOrder } from './order.ts';
import { ref } from './ref.ts';

const a = (kind: string): Address => ({ kind });

const node = (address: string, after: readonly string[] = [], needs: readonly string[] = []) => ({
  address: a(address),
  after: after.map(a),
  follows: [],
  needs: needs.map((needed) => ref(a(needed), 'id')),
});

function ordered(...nodes: ReturnType<typeof node>[]) {
  const diagnostics = new Diagnostics();
  const order = inOrder(nodes, diagnostics).map(({ address }) => addressText(address));
  return { order, found: diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`) };
}

describe('resources are ordered', () => {
  test.each([
    { name: 'as they are given', nodes: [node('b'), node('a')], order: ['b', 'a'] },
    { name: 'behind what they come after', nodes: [node('a', ['b']), node('b')], order: ['b', 'a'] },
    { name: 'behind what they need', nodes: [node('a', [], ['b']), node('b')], order: ['b', 'a'] },
    {
      name: 'all the way down',
      nodes: [node('a', ['b', 'c']), node('c', [], ['d']), node('b', ['d']), node('d')],
      order: ['d', 'b', 'c', 'a'],
    },
    {
      name: 'once, even if they are both needed and waited for',
      nodes: [node('a', ['b'], ['b']), node('b')],
      order: ['b', 'a'],
    },
  ])('$name', ({ nodes, order }) => {
    expect(ordered(...nodes)).toEqual({ order, found: [] });
  });

  test('whatever depends on what: each behind all of its own, and none lost', () => {
    const graphs = fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 3 }), { maxLength: 10 });
    fc.assert(
      fc.property(graphs, fc.boolean(), (graph, isReversed) => {
        // Every node depends on earlier ones only, so there is no cycle.
        const nodes = graph.map((targets, index) => {
          const earlier = targets.filter((target) => target < index).map((target) => `n${target}`);
          return node(`n${index}`, earlier.slice(1), earlier.slice(0, 1));
        });
        const { order, found } = ordered(...(isReversed ? nodes.toReversed() : nodes));
        expect(found).toEqual([]);
        expect(order.toSorted()).toEqual(nodes.map(({ address }) => addressText(address)).toSorted());
        for (const each of nodes) {
          for (const dependency of dependencies(each)) {
            expect(order.indexOf(dependency)).toBeLessThan(order.indexOf(addressText(each.address)));
          }
        }
      }),
    );
  });
});

describe('what can be in no order', () => {
  test.each([
    {
      name: 'two that wait for each other',
      nodes: [node('a', ['b']), node('b', ['a'])],
      found: ['plan/cycle: These wait for each other: a -> b -> a.'],
    },
    {
      name: 'one that waits for itself',
      nodes: [node('a', ['a'])],
      found: ['plan/cycle: These wait for each other: a -> a.'],
    },
    {
      name: 'a cycle through what is needed, behind others',
      nodes: [node('x', ['a']), node('a', [], ['b']), node('b', ['c']), node('c', ['a'])],
      found: ['plan/cycle: These wait for each other: a -> b -> c -> a.'],
    },
    {
      name: 'what is not part of the run',
      nodes: [node('a', ['gone'], ['lost'])],
      found: [
        'plan/unknown-dependency: a waits for gone, which is not part of this run.',
        'plan/unknown-dependency: a waits for lost, which is not part of this run.',
      ],
    },
    {
      name: 'two of one address',
      nodes: [node('a'), node('a')],
      found: ['plan/same-address: Two resources of this run are both a.'],
    },
  ])('$name', ({ nodes, found }) => {
    expect(ordered(...nodes).found).toEqual(found);
  });
});
