import { expect, test } from '@jest/globals';
import { listeningIn } from './listening.ts';

test.each([
  ['INFO: Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)', 8000, true],
  ['[INFO] Listening at: http://0.0.0.0:3000 (7)', 3000, false],
  ['listening on port 3000', 3000, false],
  ['ready - started server on 0.0.0.0:3000, url: http://localhost:3000', 3000, false],
  ['http server started on [::1]:8080', 8080, true],
  ['Serving on http://api.internal:8080', 8080, false],
  ['Listening on :8080', 8080, false],
  ['Tomcat started on port(s): 8080 (http)', 8080, false],
  ['Server running at http://localhost:5000/', 5000, true],
])('%s: port %s', (line, port, isLocal) => {
  expect(listeningIn([line])).toMatchObject({ port, isLocal });
});

test.each([
  'worker ready at 2026-11-30T10:15:32',
  'Scheduler started on 10:15:32',
  'celery@1 ready. Connected to amqp://guest@10.0.0.5:5672',
  'running migrations against postgres://db:5432/amply',
  'started: redis://cache:6379',
])('%s: no address', (line) => {
  expect(listeningIn([line])).toBeUndefined();
});
