/** Where a program says that it waits for requests. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Reachable only from inside the container. */
  readonly isLocal: boolean;
}

/** `Uvicorn running on http://127.0.0.1:8000`, `Listening at: http://0.0.0.0:80`, `listening on port 3000`. */
const LISTENING =
  /\b(?:listening|running|serving|started|ready)\b.*? (?:on|at):? (?:https?:\/\/)?(?<host>localhost|\d+\.\d+\.\d+\.\d+|\[[\da-f:]+\]|\*|(?<=\/)[\w.-]+)?:(?<port>\d{2,5})\b(?!:)/i;
const ON_PORT = /\b(?:listening|running|started) (?:on|at) (?:port(?:\(s\):)? )?(?<port>\d{2,5})\b(?![:.])/i;

/** Where a program listens, by what it wrote into its log; the last such line counts. */
export function listeningIn(lines: readonly string[]): Listening | undefined {
  for (const line of lines.toReversed()) {
    const { groups = {} } = ON_PORT.exec(line) ?? LISTENING.exec(line) ?? {};
    const port = Number(groups['port']);
    if (!(port > 0 && port < 65_536)) continue;
    const host = groups['host'] ?? '0.0.0.0';
    return { host, port, isLocal: /^(?:localhost|127\.|\[::1\])/.test(host) };
  }
  return undefined;
}
