import type { Clock } from '@fargate-actions/aws';

/** How long a registry may send nothing: a layer of gigabytes takes minutes, and each second brings some of it. */
export const SILENCE_SECONDS = 60;

/** An answer with its body in memory. */
export interface FetchedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** How the network is reached. */
export interface Network {
  /** Of the machine. */
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Fetches a whole answer, however long it is, as long as something of it comes.
 *
 * @throws TimeoutError after a silence, whatever fetch throws, and the signal's reason when it is aborted.
 */
export async function fetchWhole(
  url: string,
  headers: Readonly<Record<string, string>>,
  { clock, signal, fetch }: Network,
): Promise<FetchedAnswer> {
  const silence = new AbortController();
  const ended = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;

  /** Waits for one part of the answer. */
  async function next<Part>(part: Promise<Part>): Promise<Part> {
    const over = new AbortController();
    const end = Promise.withResolvers<never>();
    const giveUp = (): void => {
      end.reject(ended.reason as Error);
    };
    ended.addEventListener('abort', giveUp, { once: true, signal: over.signal });
    clock.sleep(SILENCE_SECONDS, over.signal).then(
      () => {
        silence.abort(silent());
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
  for (let part = await next(read(reader)); part !== undefined; part = await next(read(reader))) parts.push(part);
  return { status: response.status, headers: response.headers, body: Buffer.concat(parts) };
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | undefined> {
  return (await reader?.read())?.value;
}

function silent(): Error {
  return Object.assign(new Error(`nothing came for ${SILENCE_SECONDS} s`), { name: 'TimeoutError' });
}
