import { expect, test } from '@jest/globals';
import { causeInLog } from './cause-in-log.ts';

test.each([
  {
    name: 'a Python traceback',
    log: `INFO starting
Traceback (most recent call last):
  File "/app/main.py", line 9, in <module>
    KEY = os.environ["KEY"]
          ~~~~~~~~~~^^^^^^^
  File "<frozen os>", line 714, in __getitem__
KeyError: 'KEY'`,
    cause: "KeyError: 'KEY'",
  },
  {
    name: 'the last of chained exceptions',
    log: `Traceback (most recent call last):
  File "/app/a.py", line 1, in f
KeyError: 'A'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/b.py", line 2, in g
    raise RuntimeError("no settings") from error
RuntimeError: no settings`,
    cause: 'RuntimeError: no settings',
  },
  {
    name: 'a traceback before what it led to',
    log: `[2026-11-22 10:00:00 +0000] [7] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/usr/lib/gunicorn/arbiter.py", line 609, in spawn_worker
    worker.init_process()
ModuleNotFoundError: No module named 'amply'
[2026-11-22 10:00:00 +0000] [7] [INFO] Worker exiting (pid: 7)
[2026-11-22 10:00:00 +0000] [1] [ERROR] Shutting down: Master
[2026-11-22 10:00:00 +0000] [1] [ERROR] Reason: Worker failed to boot.`,
    cause: "ModuleNotFoundError: No module named 'amply'",
  },
  {
    name: 'a traceback whose head has scrolled out',
    log: `  File "/app/main.py", line 9, in <module>
    import amply
ImportError: cannot import name 'x' from 'amply'`,
    cause: "ImportError: cannot import name 'x' from 'amply'",
  },
  {
    name: 'a syntax error',
    log: `Traceback (most recent call last):
  File "/app/run.py", line 1, in <module>
    import main
  File "/app/main.py", line 3
    def f(:
          ^
SyntaxError: invalid syntax`,
    cause: 'SyntaxError: invalid syntax',
  },
  {
    name: 'an exception group',
    log: `  + Exception Group Traceback (most recent call last):
  |   File "/app/main.py", line 5, in <module>
  |     asyncio.run(main())
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/app/main.py", line 3, in work
    |     raise ValueError("bad")
    | ValueError: bad
    +------------------------------------`,
    cause: 'ValueError: bad',
  },
  {
    name: "pydantic's fields",
    log: `Traceback (most recent call last):
  File "/app/settings.py", line 9, in <module>
    settings = Settings()
pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings
database_url
  Field required [type=missing, input_value={}, input_type=dict]
    For further information visit https://errors.pydantic.dev/2.12/v/missing
cache.port
  Input should be a valid integer [type=int_parsing, input_value='x', input_type=str]
    For further information visit https://errors.pydantic.dev/2.12/v/int_parsing
bye`,
    cause:
      'ValidationError: 2 validation errors for Settings: database_url: Field required; cache.port: Input should be a valid integer',
  },
  {
    name: "pydantic's fields, first version",
    log: `Traceback (most recent call last):
  File "/app/settings.py", line 9, in <module>
pydantic.error_wrappers.ValidationError: 1 validation error for Settings
database_url
  field required (type=value_error.missing)`,
    cause: 'pydantic.error_wrappers.ValidationError: 1 validation error for Settings: database_url: field required',
  },
  {
    name: 'a traceback after a prefix of its first line',
    log: `ERROR:    Traceback (most recent call last):
  File "/usr/lib/starlette/routing.py", line 694, in lifespan
    async with self.lifespan_context(app):
redis.exceptions.ConnectionError: Error 111 connecting to cache:6379. Connection refused.

ERROR:    Application startup failed. Exiting.`,
    cause: 'redis.exceptions.ConnectionError: Error 111 connecting to cache:6379. Connection refused.',
  },
  {
    name: 'Node',
    log: `node:internal/modules/cjs/loader:1148
  throw err;
  ^

Error: Cannot find module '/app/server.js'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)
    at Module._load (node:internal/modules/cjs/loader:986:27) {
  code: 'MODULE_NOT_FOUND',
  requireStack: []
}

Node.js v24.1.0`,
    cause: "Error: Cannot find module '/app/server.js'",
  },
  {
    name: 'Java, whose root cause stands last',
    log: `Exception in thread "main" java.lang.IllegalStateException: no context
\tat app.Main.main(Main.java:5)
Caused by: java.net.ConnectException: Connection refused
\tat java.net.Socket.connect(Socket.java:1)
\t... 3 more`,
    cause: 'java.net.ConnectException: Connection refused',
  },
  {
    name: 'Go',
    log: 'panic: no database\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:3 +0x1',
    cause: 'panic: no database',
  },
  {
    name: 'Click, on two lines',
    log: `Usage: celery [OPTIONS] COMMAND [ARGS]...
Try 'celery --help' for help.

Error: Invalid value for '-A' / '--app':
Unable to load celery application.
The module amply.worker was not found.`,
    cause:
      "Error: Invalid value for '-A' / '--app': Unable to load celery application. The module amply.worker was not found.",
  },
  {
    name: 'argparse',
    log: 'usage: x [-h]\nx: error: unrecognized arguments: --prot',
    cause: 'x: error: unrecognized arguments: --prot',
  },
  {
    name: 'uvicorn',
    log: 'ERROR:    Error loading ASGI app. Could not import module "main".',
    cause: 'ERROR:    Error loading ASGI app. Could not import module "main".',
  },
  {
    name: 'an error before a farewell',
    log: 'starting\nFATAL could not open the socket\nbye',
    cause: 'FATAL could not open the socket',
  },
  { name: 'no error: the last line', log: 'starting\n  done  \n\n', cause: 'done' },
  {
    name: 'JSON lines',
    log: '{"level":"info","message":"up"}\n{"level":"error","message":"no database"}',
    cause: 'no database',
  },
  {
    name: 'a traceback in JSON',
    log: JSON.stringify({
      event: 'crashed',
      exception: 'Traceback (most recent call last):\n  File "/a.py", line 1, in f\nKeyError: \'A\'',
    }),
    cause: "KeyError: 'A'",
  },
  { name: 'JSON without a message', log: '{"a":1}', cause: '{"a":1}' },
  { name: 'half a JSON object', log: '{"message": "fatal', cause: '{"message": "fatal' },
  { name: 'colours', log: '\u001b[31mError: \u001b[1mno\u001b[0m database\u001b[0m', cause: 'Error: no database' },
  { name: 'nothing but white space', log: '\n  \n', cause: undefined },
])('the cause in a log: $name', ({ log, cause }) => {
  expect(causeInLog(log.split('\n'))).toBe(cause);
});

test('no log has no cause', () => {
  expect(causeInLog([])).toBeUndefined();
});

test('a long line is cut, and no character in half', () => {
  const cause = causeInLog([`Error: ${'x'.repeat(292)}😀${'y'.repeat(1000)}`]);
  expect(cause).toBe(`Error: ${'x'.repeat(292)}...`);
});

test('longer lines take longer only as they grow, however they begin', () => {
  // Of the processor's time: how much else the machine does is no matter.
  const cpuMicros = (length: number): number => {
    const lines = Array.from({ length: 1000 }, () => `${' '.repeat(length)}File "${'a'.repeat(length)}", lin`);
    const begun = process.cpuUsage();
    causeInLog(lines);
    const { user, system } = process.cpuUsage(begun);
    return user + system;
  };
  cpuMicros(200);
  // 16 times as long: in proportion that is 16, and 256 where each character looks at all others.
  expect(cpuMicros(3200) / cpuMicros(200)).toBeLessThan(64);
});
