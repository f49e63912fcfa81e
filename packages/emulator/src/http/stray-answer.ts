import { gzipSync } from 'node:zlib';

import type { StrayAnswer } from '../fault.ts';
import type { HttpAnswer } from './protocol.ts';

const PAGE = '<!DOCTYPE html>\n<html><head><title>Proxy</title></head><body><h1>Please sign in</h1></body></html>\n';

/**
 * What comes over HTTP in the place of AWS's answer.
 *
 * @param real AWS's answer, where the call took effect; of an `error-body`, AWS's error.
 */
export function strayHttpAnswer({ kind, httpStatus: status }: StrayAnswer, real: HttpAnswer | undefined): HttpAnswer {
  const headers = real?.headers ?? { 'content-type': 'application/x-amz-json-1.1' };
  const body = real?.body ?? '';
  switch (kind) {
    case 'hang':
      return { status, headers, body, falls: 'silent at once' };
    case 'half':
      return { status, headers, body, falls: 'silent half-way' };
    case 'html':
      return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE };
    case 'empty':
      return { status, headers, body: '{}' };
    case 'null':
      return { status, headers, body: 'null' };
    case 'list':
      return { status, headers, body: '[]' };
    case 'error-body':
      return { status, headers, body };
    case 'gzip':
      return { status, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body) };
    case 'garbage':
      return {
        status,
        headers: { 'content-type': 'application/octet-stream' },
        body: Uint8Array.of(0, 255, 254, 7, 27, 91),
      };
  }
}
