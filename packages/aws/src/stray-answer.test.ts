import { HttpRequest, HttpResponse } from '@smithy/core/transport';
import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { strayAnswer } from './stray-answer.ts';

const REQUESTS = {
  JSON: new HttpRequest({ headers: { 'content-type': 'application/x-amz-json-1.1' } }),
  Query: new HttpRequest({ headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
};

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string | Uint8Array;
}

function judged(protocol: keyof typeof REQUESTS, { status = 200, headers = {}, body }: Answer) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return strayAnswer(REQUESTS[protocol], new HttpResponse({ statusCode: status, headers, body: bytes }));
}

const html = { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html>\n<html>\n <h1>Sign in</h1>\n</html>' };

describe('AWS JSON', () => {
  test.each<Answer>([
    { body: '{"services":[]}' },
    { body: '{}' },
    { body: '' },
    { body: '{"__type":"Shape","services":[]}' },
    { status: 400, body: '{"__type":"ClientException","message":"no"}' },
    { status: 400, headers: { 'x-amzn-errortype': 'ClientException' }, body: '{}' },
    { status: 400, headers: { 'x-amzn-errortype': 'ClientException' }, body: '' },
    { status: 503, body: '' },
  ])('may answer $status $body', (answer) => {
    expect(judged('JSON', answer)).toBeUndefined();
  });

  test.each<Answer & { said: string }>([
    { ...html, said: 'HTTP 200, text/html: "<!DOCTYPE html> <html> <h1>Sign in</h1> </html>".' },
    { ...html, status: 400, said: 'HTTP 400, text/html: "<!DOCTYPE html> <html> <h1>Sign in</h1> </html>".' },
    { ...html, status: 502, said: 'HTTP 502, text/html: "<!DOCTYPE html> <html> <h1>Sign in</h1> </html>".' },
    { body: 'null', said: 'HTTP 200: "null".' },
    { body: '[]', said: 'HTTP 200: "[]".' },
    {
      body: '{"__type":"ServerException","message":"no"}',
      said: 'HTTP 200: "{\\"__type\\":\\"ServerException\\",\\"message\\":\\"no\\"}".',
    },
    { body: gzipSync('{}'), said: 'HTTP 200: not text.' },
    { body: Uint8Array.of(0, 255, 7), said: 'HTTP 200: not text.' },
    { body: `<${'a'.repeat(200)}`, said: `HTTP 200: "<${'a'.repeat(79)}...".` },
    { status: 403, body: '', said: 'HTTP 403: an empty body.' },
    { status: 302, body: '', said: 'HTTP 302: an empty body.' },
    { status: 403, body: '{"error":"blocked"}', said: 'HTTP 403: "{\\"error\\":\\"blocked\\"}".' },
  ])('never answers: $said', ({ said, ...answer }) => {
    expect(judged('JSON', answer)).toBe(said);
  });
});

describe('AWS Query', () => {
  test.each<Answer>([
    { body: '<ListTopicsResponse xmlns="https://sns"></ListTopicsResponse>' },
    { body: '<?xml version="1.0" encoding="UTF-8"?>\n<DescribeVpcsResponse/>' },
    { status: 400, body: '<ErrorResponse><Error/></ErrorResponse>' },
    { status: 400, body: '<?xml version="1.0"?><Response><Errors/></Response>' },
  ])('may answer $status $body', (answer) => {
    expect(judged('Query', answer)).toBeUndefined();
  });

  test.each<Answer>([html, { body: '{}' }, { body: '' }, { body: 'null' }, { status: 400, body: '{}' }])(
    'never answers $status $body',
    (answer) => {
      expect(judged('Query', answer)).toMatch(/^HTTP/);
    },
  );
});
