import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PlayedOverHttp } from './play-over-http.ts';

/** Bare Node calls twice as fast as jest's realm, and an unhandled rejection ends it. */
const program = fileURLToPath(new URL('play-over-http.ts', import.meta.url));

/** Far more than it takes: a busy machine is slow, and only what hangs is to fail. */
const AT_MOST_MS = 600_000;

test(
  '100 of the 2,000 worlds through the SDK and HTTP: every verdict and cause is the true one',
  async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { timeout: AT_MOST_MS });
    expect(JSON.parse(stdout) as PlayedOverHttp).toEqual({ played: 100, misjudged: [] });
    expect(stderr).toBe('');
  },
  AT_MOST_MS + 10_000,
);
