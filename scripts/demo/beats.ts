import type { Truth } from '../runner/emulated-aws.ts';

/** The beats that ran, by the emulator's ground truth. */
export interface Beats {
  /** How many run now. */
  readonly running: number;
  /** Of them, those that no service started. */
  readonly strays: number;
  /** How many were started so far. */
  readonly started: number;
  /** How many of them the service started while another beat ran. */
  readonly besideAnother: number;
}

const CONTAINER = 'beat';

/** Counts the containers that really ran beat, whoever started them. */
export function beatsIn({ containers }: Pick<Truth, 'containers'>): Beats {
  const running = new Map<string, { readonly isStray: boolean }>();
  let [started, besideAnother] = [0, 0];
  for (const { container, task, service, happened } of containers) {
    if (container !== CONTAINER) continue;
    if (happened === 'stopped') {
      running.delete(task);
      continue;
    }
    started += 1;
    if (service !== undefined && running.size > 0) besideAnother += 1;
    running.set(task, { isStray: service === undefined });
  }
  const strays = [...running.values()].filter(({ isStray }) => isStray).length;
  return { running: running.size, strays, started, besideAnother };
}
