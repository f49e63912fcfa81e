import type { Clock } from './clock.ts';
import { AwsError, isAwsError } from './errors.ts';
import { newThings } from './new-things.ts';
import { passingRefusal, type PassingRefusal } from './passing-refusals.ts';
import type { Wire } from './wire.ts';

const LONGEST_PAUSE_SECONDS = 5;

/** Whom a wait concerns. */
interface Waiting {
  /** Of the run: when it is aborted, nothing is waited for any more, and the call rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is given a line for each thing that is waited for, once a run. */
  readonly onWait?: ((line: string) => void) | undefined;
}

/**
 * A wire that calls again, a little later each time, while AWS refuses what it will take soon.
 *
 * Such a refusal is certain: the write did not happen. How long it is outlasted depends on whether what it is about is new.
 */
export function persistent(wire: Wire, clock: Clock, { signal, onWait }: Waiting = {}): Wire {
  const things = newThings(wire, clock);
  const said = new Set<string>();
  return {
    prepare: (operation) => wire.prepare?.(operation),
    async call(operation, input, options) {
      const send = () => wire.call(operation, input, options);
      // What is confirmed right before it is sent was decided for that moment: its caller decides anew.
      const answer = options?.confirm ? await send() : await outlasting(input, send, options?.signal);
      things.note(operation, input);
      return answer;
    },
  };

  async function outlasting<Answer>(
    input: object,
    send: () => Promise<Answer>,
    own: AbortSignal | undefined,
  ): Promise<Answer> {
    /** Since when each refusal has been met. */
    const since = new Map<string, number>();
    // What is called after a cancel was meant to be.
    const ofRun = signal?.aborted === true ? undefined : signal;
    const ending = ofRun && own ? AbortSignal.any([ofRun, own]) : (ofRun ?? own);
    for (let attempt = 1; ; attempt++) {
      try {
        return await send();
      } catch (error) {
        const passing = isAwsError(error) && passingRefusal(error, input);
        if (!passing) throw error;
        const refusedAt = since.get(passing.waitsFor) ?? clock.now();
        since.set(passing.waitsFor, refusedAt);
        const patienceSeconds = await patienceFor(passing);
        const seconds = (clock.now() - refusedAt) / 1000;
        if (seconds >= patienceSeconds) throw patienceSeconds > 0 ? lasting(error, passing, seconds) : error;
        say(passing.waitsFor);
        await clock.sleep(Math.min(attempt, LONGEST_PAUSE_SECONDS, patienceSeconds - seconds), ending);
      }
    }
  }

  /** What is not new yet may turn out to be: it is asked each time. */
  async function patienceFor({ about, patience }: PassingRefusal): Promise<number> {
    if (patience.whenNew === patience.otherwise) return patience.otherwise;
    for (const thing of about) if (await things.isNew(thing)) return patience.whenNew;
    return patience.otherwise;
  }

  function say(waitsFor: string): void {
    if (said.has(waitsFor)) return;
    said.add(waitsFor);
    onWait?.(`Waiting for ${waitsFor}.`);
  }
}

/** The refusal with what to do about it, since it did not pass. */
function lasting(refusal: AwsError, { hint }: PassingRefusal, seconds: number): AwsError {
  const { kind, operation, code, message, permission, cause } = refusal;
  const waited = `AWS refused it for ${Math.round(seconds)} s.`;
  const toDo = hint === undefined ? waited : `${waited} ${hint}`;
  return new AwsError({ kind, operation, code, message, permission, hint: toDo }, cause);
}
