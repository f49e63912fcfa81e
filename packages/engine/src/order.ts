import type { Diagnostics } from '@fargate-actions/documents';
import { addressText, type Address } from './address.ts';
import type { Ref } from './ref.ts';

interface Node {
  readonly address: Address;
  readonly after: readonly Address[];
  readonly follows: readonly Address[];
  readonly needs: readonly Ref[];
}

/** The addresses, as text, that must come before a resource. */
export function dependencies(node: Node): string[] {
  return [...new Set([...node.after, ...node.follows, ...node.needs.map(({ address }) => address)].map(addressText))];
}

/**
 * The resources, each behind all that it depends on; otherwise in the order given.
 *
 * A cycle, an unknown address and one that two resources have are error diagnostics: the order is of no use then.
 */
export function inOrder<N extends Node>(nodes: readonly N[], diagnostics: Diagnostics): N[] {
  const byAddress = new Map<string, N>();
  for (const node of nodes) {
    const text = addressText(node.address);
    if (byAddress.has(text))
      diagnostics.error(
        undefined,
        'plan/same-address',
        `Two resources of this run are both ${text}.`,
        'Give one of them another name.',
      );
    byAddress.set(text, node);
  }
  const ordered: N[] = [];
  const state = new Map<string, 'visiting' | 'done'>();

  function visit(node: N, way: readonly string[]): void {
    const text = addressText(node.address);
    if (state.get(text) === 'done') return;
    if (state.get(text) === 'visiting') {
      const cycle = [...way.slice(way.indexOf(text)), text].join(' -> ');
      diagnostics.error(
        undefined,
        'plan/cycle',
        `These wait for each other: ${cycle}.`,
        'Take one `after` of the cycle out.',
      );
      return;
    }
    state.set(text, 'visiting');
    for (const address of dependencies(node)) {
      const dependency = byAddress.get(address);
      if (dependency) visit(dependency, [...way, text]);
      else
        diagnostics.error(
          undefined,
          'plan/unknown-dependency',
          `${text} waits for ${address}, which is not part of this run.`,
        );
    }
    state.set(text, 'done');
    ordered.push(node);
  }

  for (const node of nodes) visit(node, []);
  return ordered;
}
