import { expect, test } from '@jest/globals';
import { programsIn } from './shell-words.ts';

test.each<{ script: string; expected: string[] }>([
  { script: 'curl -f http://localhost:8000/health || exit 1', expected: ['curl'] },
  { script: 'celery -A amply worker', expected: ['celery'] },
  { script: 'exec uvicorn amply.main:app', expected: ['uvicorn'] },
  { script: 'alembic upgrade head && exec uvicorn x', expected: ['alembic', 'uvicorn'] },
  { script: 'a; b | c & d\ne', expected: ['a', 'b', 'c', 'd', 'e'] },
  { script: 'A=1 B="x y" prog', expected: ['prog'] },
  { script: 'A=1', expected: [] },
  { script: '"quoted prog" x', expected: ['quoted prog'] },
  { script: '\'a\'b"c" x', expected: ['abc'] },
  { script: 'a\\ b', expected: ['a b'] },
  { script: '$PROGRAM x; ${X:-curl}', expected: [] },
  { script: "'$PROGRAM' x", expected: ['$PROGRAM'] },
  { script: 'x $(hidden y) `z` "a;b"', expected: ['x'] },
  { script: 'if curl x; then echo y; else wget z; fi', expected: ['curl', 'wget'] },
  { script: '! pgrep celery', expected: ['pgrep'] },
  { script: '{ a; b; }', expected: ['a', 'b'] },
  { script: '(a; b)', expected: ['a', 'b'] },
  { script: 'while true; do a; sleep 1; done', expected: ['a', 'sleep'] },
  { script: 'a > b 2>&1 < c; d', expected: ['a', 'd'] },
  { script: '> out a', expected: ['a'] },
  { script: 'test -f x && [ -n "$A" ] || a', expected: ['a'] },
  { script: 'a # b; c\nd', expected: ['a', 'd'] },
  { script: 'a \\\n  b', expected: ['a'] },
  { script: 'start() { a; }; start', expected: ['a'] },
  { script: 'a; for x in 1 2; do b; done', expected: ['a'] },
  { script: 'case x in y) a;; esac', expected: [] },
  { script: 'cat <<EOF\ncurl\nEOF', expected: ['cat'] },
  { script: 'a "not closed', expected: ['a'] },
  { script: 'a; a', expected: ['a'] },
  { script: '', expected: [] },
])('$script', ({ script, expected }) => {
  expect(programsIn(script)).toEqual(expected);
});
