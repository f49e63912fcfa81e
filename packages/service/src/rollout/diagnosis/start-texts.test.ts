import { describe, expect, test } from '@jest/globals';
import { explainStop } from './explain-stop.ts';
import { aGroup, context } from '../../../test/diagnosis/a-stop.ts';
import { explains } from '../../../test/diagnosis/explains.ts';

const RUNC =
  'failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process:';

describe('a container that does not start', () => {
  explains([
    {
      name: 'a program that is not in the image',
      stopped: `ResourceInitializationError: ${RUNC} exec: "gunicorn": executable file not found in $PATH: unknown`,
      kind: 'command-not-found',
      summary: 'container api can\'t start: "gunicorn" is not in the image',
      hint: /`command` and `entryPoint`/,
    },
    {
      name: 'the same, as Docker says it',
      stopped: `CannotStartContainerError: Error response from daemon: ${RUNC} exec: \\"gunicorn\\": executable file not found in $PATH`,
      kind: 'command-not-found',
      summary: 'container api can\'t start: "gunicorn" is not in the image',
      hint: /`command` and `entryPoint`/,
    },
    {
      name: 'a script that is not in the image',
      stopped: `CannotStartContainerError: ${RUNC} exec: "/app/start.sh": stat /app/start.sh: no such file or directory: unknown`,
      kind: 'command-not-found',
      summary: 'container api can\'t start: "/app/start.sh" is not in the image',
      hint: /interpreter/,
    },
    {
      name: 'a script that may not be executed',
      stopped: `CannotStartContainerError: ${RUNC} exec: "/app/start.sh": permission denied: unknown`,
      kind: 'command-not-executable',
      summary: 'container api can\'t start: "/app/start.sh" may not be executed',
      hint: /chmod \+x/,
    },
    {
      name: 'a program for another processor',
      stopped: `CannotStartContainerError: ${RUNC} exec /usr/local/bin/uvicorn: exec format error`,
      kind: 'exec-format-error',
      summary: "container api can't start: its image is not built for LINUX/X86_64 (exec format error)",
      hint: /runtimePlatform/,
    },
    {
      name: 'a working directory that is not in the image',
      stopped: `CannotStartContainerError: ${RUNC} chdir to cwd ("/app/src") set in config.json failed: no such file or directory`,
      kind: 'working-directory-missing',
      summary: "container api can't start: its working directory /app/src is not in the image",
      hint: /WORKDIR/,
    },
    {
      name: 'a user that is not in the image',
      stopped:
        'CannotCreateContainerError: failed to create new container: unable to find user app: no matching entries in passwd file',
      kind: 'user-missing',
      summary: "container api can't start: the user app is not in the image",
      hint: /`user`/,
    },
    {
      name: 'a container that took too long to start',
      stopped: 'ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 3m0s',
      kind: 'infrastructure',
      summary: 'AWS could not start container api in time',
      hint: /tries again/,
    },
    {
      name: 'an unknown reason',
      stopped: 'CannotStartContainerError: the moon is full',
      kind: 'container-not-started',
      summary: "container api can't start: the moon is full",
      hint: /container runtime/,
    },
  ]);
});

test.each([
  [
    `CannotStartContainerError: ${RUNC} error mounting "/efs" to rootfs at "/data": mkdir /data: permission denied`,
    'container-not-started',
  ],
  [`CannotStartContainerError: ${RUNC} exec: "./start.sh": permission denied: unknown`, 'command-not-executable'],
  [
    `CannotStartContainerError: ${RUNC} exec: "/opt/permission denied/x": stat /opt: no such file or directory`,
    'command-not-found',
  ],
])('%s: %s', (reason, kind) => {
  expect(explainStop(aGroup({ reason, stopCode: 'TaskFailedToStart' }), context()).kind).toBe(kind);
});
