import type { ImageBehaviour } from '@fargate-actions/emulator';

/** A way in which no new task ever becomes healthy. */
export interface Doom {
  readonly kind: string;
  readonly title: string;
  readonly image: ImageBehaviour;
  readonly isBehindLoadBalancer?: boolean;
  /** Whether no retry heals it, as one failure proves. */
  readonly isIncurable: boolean;
  /** What a line says that names its cause. */
  readonly explained: RegExp;
}

/** What people meet most. Source: issue 4, "What it must show". */
export const dooms: readonly Doom[] = [
  {
    kind: 'image',
    title: 'image missing',
    image: { behaviour: 'pull-error' },
    isIncurable: true,
    explained: /image not found/,
  },
  {
    kind: 'secret',
    title: 'secret missing',
    image: { behaviour: 'secret-missing' },
    isIncurable: true,
    explained: /secret not found/,
  },
  {
    kind: 'command',
    title: 'command not found',
    // The shell says so at once.
    image: { behaviour: 'crash', exitCode: 127, afterSeconds: 0.1, logs: ['sh: 1: uvicorm: not found'] },
    isIncurable: true,
    explained: /exited with code 127/,
  },
  {
    kind: 'import',
    title: 'crash at import',
    image: {
      behaviour: 'crash',
      exitCode: 1,
      afterSeconds: 1,
      logs: [
        'Traceback (most recent call last):',
        '  File "/app/amply/main.py", line 3, in <module>',
        "KeyError: 'STRIPE_SECRET_KEY'",
      ],
    },
    isIncurable: false,
    explained: /KeyError: 'STRIPE_SECRET_KEY'/,
  },
  {
    kind: 'target',
    title: 'target unhealthy',
    image: { behaviour: 'unhealthy-target' },
    isBehindLoadBalancer: true,
    isIncurable: false,
    explained: /health check failed/,
  },
];
