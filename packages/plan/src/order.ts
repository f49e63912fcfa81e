import type { Diagnostics } from '@fargate-actions/files';
import type { Ref } from './ref.ts';

interface Node {
  readonly address: string;
  readonly after: readonly string[];
  readonly needs: readonly Ref[];
}

/** The addresses that must come before a resource. */
export function dependencies(node: Node): string[] {
  return [...new Set([...node.after, ...node.needs.map(({ address }) => address)])];
}

/**
 * The resources, each behind all that it depends on; otherwise in the order given.
 *
 * A cycle, an unknown address and one that two resources have are error diagnostics: the order is of no use then.
 */
export function inOrder<N extends Node>(nodes: readonly N[], diagnostics: Diagnostics): N[] {
  const byAddress = new Map<string, N>();
  for (const node of nodes) {
    if (byAddress.has(node.address))
      diagnostics.error(
        undefined,
        'plan/same-address',
        `Two resources of this run are both ${node.address}.`,
        'Give one of them another name.',
      );
    byAddress.set(node.address, node);
  }
  const ordered: N[] = [];
  const state = new Map<string, 'visiting' | 'done'>();

  function visit(node: N, way: readonly string[]): void {
    if (state.get(node.address) === 'done') return;
    if (state.get(node.address) === 'visiting') {
      const cycle = [...way.slice(way.indexOf(node.address)), node.address].join(' -> ');
      diagnostics.error(
        undefined,
        'plan/cycle',
        `These wait for each other: ${cycle}.`,
        'Take one `after` of the cycle out.',
      );
      return;
    }
    state.set(node.address, 'visiting');
    for (const address of dependencies(node)) {
      const dependency = byAddress.get(address);
      if (dependency) visit(dependency, [...way, node.address]);
      else
        diagnostics.error(
          undefined,
          'plan/unknown-dependency',
          `${node.address} waits for ${address}, which is not part of this run.`,
        );
    }
    state.set(node.address, 'done');
    ordered.push(node);
  }

  for (const node of nodes) visit(node, []);
  return ordered;
}
