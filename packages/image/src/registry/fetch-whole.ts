import type { Clock } from '@fargate-actions/aws';

/** How long a registry may send nothing: a layer of gigabytes takes minutes, and each second brings some of it. */
export const SILENCE_SECONDS = 60;

/** How much of an answer is taken. */
export interface AnswerLimits {
  /** For the whole of it. */
  readonly seconds: number;
  readonly bytes: number;
}

/** An answer with its body in memory. */
export interface FetchedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** An answer of more bytes than are taken. */
export class TooLarge extends Error {}

/** How the network is reached. */
export interface Network {
  /** Of the machine. */
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Fetches a whole answer, within its limits, as long as something of it comes.
 *
 * @throws TimeoutError after a silence or when its time is over, TooLarge, whatever fetch throws, and the signal's reason
 * when it is aborted.
 */
export async function fetchWhole(
  url: string,
  headers: Readonly<Record<string, string>>,
  { clock, signal, fetch }: Network,
  limits: AnswerLimits,
): Promise<FetchedAnswer> {
  const silence = new AbortController();
  const ended = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  const deadline = clock.now() + limits.seconds * 1000;

  /** Waits for one part of the answer. */
  async function next<Part>(part: Promise<Part>): Promise<Part> {
    const over = new AbortController();
    const end = Promise.withResolvers<never>();
    const giveUp = (): void => {
      end.reject(ended.reason as Error);
    };
    ended.addEventListener('abort', giveUp, { once: true, signal: over.signal });
    const left = (deadline - clock.now()) / 1000;
    const [wait, why] =
      left < SILENCE_SECONDS
        ? [Math.max(0, left), `not all of it came within ${limits.seconds} s`]
        : [SILENCE_SECONDS, `nothing came for ${SILENCE_SECONDS} s`];
    clock.sleep(wait, over.signal).then(
      () => {
        silence.abort(Object.assign(new Error(why), { name: 'TimeoutError' }));
      },
      () => undefined,
    );
    try {
      return await Promise.race([part, end.promise]);
    } finally {
      over.abort();
    }
  }

  const response = await next(fetch(url, { headers, signal: ended }));
  const parts: Uint8Array[] = [];
  const reader = response.body?.getReader();
  let length = 0;
  for (let part = await next(read(reader)); part !== undefined; part = await next(read(reader))) {
    parts.push(part);
    length += part.byteLength;
    if (length > limits.bytes) {
      // Nobody waits for the rest.
      silence.abort();
      throw new TooLarge(`it is larger than ${limits.bytes / 2 ** 20} MiB`);
    }
  }
  return { status: response.status, headers: response.headers, body: Buffer.concat(parts) };
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | undefined> {
  return (await reader?.read())?.value;
}
