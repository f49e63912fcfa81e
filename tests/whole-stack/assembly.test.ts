import { awsPorts, type Wire } from '@fargate-actions/aws';
import { VirtualClock } from '@fargate-actions/emulator';
import { addressText } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { assembled, type Assembly, type StackFiles } from './assembled.ts';
import { exampleFiles } from './example.ts';
import { filesOf, randomStack } from './random-stack.ts';

/** Assembles a stack with no way to AWS: what was called, and what was found to be wrong. */
async function withoutAws(files: StackFiles, assembly: Assembly = {}) {
  const called: string[] = [];
  const wire: Wire = {
    call: (operation) => {
      called.push(operation);
      return Promise.reject(new Error('There is no wire.'));
    },
    prepare: (operation) => void called.push(operation),
  };
  const clock = new VirtualClock({ startAt: Date.parse('2026-12-01T12:00:00Z') });
  const { items, diagnostics } = await assembled(files, assembly, awsPorts(wire, clock), clock);
  return {
    called,
    errors: diagnostics.all.filter(({ severity }) => severity === 'error'),
    addresses: items.map((item) => ('expand' in item ? 'expansion' : addressText(item.address))),
  };
}

describe('assembling a stack calls nothing', () => {
  test.each([
    { name: 'the seed’s, with the images that its tags have now', assembly: {} },
    { name: 'the seed’s, with an image that the run builds', assembly: { image: 'built' } },
    { name: 'the seed’s in staging', assembly: { environment: 'staging' } },
    { name: 'the seed’s, to take away what is in no file', assembly: { prune: true } },
  ])('$name', async ({ assembly }) => {
    const { called, errors, addresses } = await withoutAws(exampleFiles(), assembly);
    expect({ called, errors }).toEqual({ called: [], errors: [] });
    expect(new Set(addresses.filter((one) => one !== 'expansion')).size).toBe(
      addresses.filter((one) => one !== 'expansion').length,
    );
    expect(addresses).toEqual(
      expect.arrayContaining(
        [
          'cluster amply-prod',
          'log group /ecs/amply-api',
          'task definition amply-api',
          'service amply-api',
          'service amply-beat',
          'scalable target of amply-worker',
          'alarm amply-api-high-cpu',
        ].map((address) =>
          assembly.environment === 'staging' ? address.replace('amply-prod', 'amply-staging') : address,
        ),
      ),
    );
  });

  test('200 random ones', async () => {
    await fc.assert(
      fc.asyncProperty(randomStack, fc.constantFrom(undefined, 'built'), fc.boolean(), async (stack, image, prune) => {
        const environment = stack.environment ? 'staging' : undefined;
        const run = await withoutAws(filesOf(stack), {
          prune,
          ...(image && { image }),
          ...(environment && { environment }),
        });
        expect({ called: run.called, errors: run.errors }).toEqual({ called: [], errors: [] });
        const addresses = run.addresses.filter((one) => one !== 'expansion');
        expect(new Set(addresses).size).toBe(addresses.length);
      }),
      { numRuns: 200 },
    );
  });
});
