import type { Wire } from '@fargate-actions/aws';

/** When a process dies: at which of its calls, and whether that call still reaches AWS. */
export interface Kill {
  readonly atCall: number;
  readonly effect: 'before' | 'after';
}

/** A process that can be killed, as AWS sees it: from one call on it calls no more, and hears no more answers. */
export function killable(wire: Wire, { atCall, effect }: Kill): { wire: Wire; killed: Promise<void> } {
  const killed = Promise.withResolvers<undefined>();
  const never = new Promise<never>(() => undefined);
  let calls = 0;

  return {
    killed: killed.promise,
    wire: {
      ...wire,
      async call(operation, input, options) {
        calls += 1;
        const [isAlive, isLast] = [calls < atCall, calls === atCall];
        if (!isAlive && !(isLast && effect === 'after')) {
          killed.resolve(undefined);
          return never;
        }
        try {
          return await wire.call(operation, input, options);
        } finally {
          if (isLast) killed.resolve(undefined);
          if (calls >= atCall) await never;
        }
      },
    },
  };
}
