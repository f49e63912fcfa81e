import type { KnownText, StopFacts } from './known-text.ts';
import { containerName, containerOf, found, platformOf } from './subjects.ts';

/** What a container is not started for. Source: the texts of runc and containerd that ECS hands on. */
export const START_TEXTS: readonly KnownText[] = [
  {
    kind: 'exec-format-error',
    pattern: /exec format error/i,
    means: (_, facts) => ({
      what: `${containerName(facts)} can't start: its image is not built for ${platformOf(facts.revision)} (exec format error)`,
      hint: 'Build the image for that platform (`platforms` of build-push-ecr), or set `runtimePlatform` of the task definition to what it is built for. A script needs a first line like `#!/bin/sh`.',
    }),
  },
  {
    kind: 'working-directory-missing',
    pattern: /chdir to cwd|(?:runc|OCI runtime).*mkdir .*: not a directory/is,
    means: (text, facts) => ({
      what: `${containerName(facts)} can't start: its working directory ${found(text, /cwd \(\\?"([^"\\]+)/) ?? ''} is not in the image`,
      hint: 'Correct `workingDirectory` in the task definition, or `WORKDIR` in the Dockerfile.',
    }),
  },
  {
    kind: 'user-missing',
    pattern: /unable to find (?:user|group)|no matching entries in passwd/i,
    means: (text, facts) => ({
      what: `${containerName(facts)} can't start: the ${found(text, /unable to find (user \S+|group \S+?):/) ?? 'user'} is not in the image`,
      hint: 'Correct `user` in the task definition, or create the user in the Dockerfile.',
    }),
  },
  {
    kind: 'command-not-executable',
    pattern: /\bexec:? .*permission denied/is,
    means: (text, facts) => ({
      what: `${containerName(facts)} can't start: ${wordIn(text, facts)} may not be executed`,
      hint: 'Set its executable bit in the image (`chmod +x`), and check `user` and the directories above it.',
    }),
  },
  {
    kind: 'command-not-found',
    pattern: /executable file not found|\bexec:? .*no such file or directory/is,
    means: (text, facts) => ({
      what: `${containerName(facts)} can't start: ${wordIn(text, facts)} is not in the image`,
      hint: 'Check `command` and `entryPoint` against what the image has installed. A whole command line in one item of the list is taken for one word; a script may name an interpreter that is not there.',
    }),
  },
  {
    kind: 'infrastructure',
    pattern: /timed out after waiting|DockerTimeout|ContainerRuntimeTimeout/i,
    means: (_, facts) => ({
      what: `AWS could not start ${containerName(facts)} in time`,
      hint: 'This passes by itself as a rule: ECS tries again. If it stays, look at the AWS Health Dashboard.',
    }),
  },
  {
    kind: 'container-not-started',
    pattern: /Cannot(?:Start|Create)Container|ContainerRuntimeError|failed to create (?:new )?container/i,
    means: (text, facts) => ({
      what: `${containerName(facts)} can't start: ${text.replace(/^Cannot\w+Error: */, '')}`,
      hint: 'The text is what the container runtime says of it: check `command`, `entryPoint`, `user` and the mounts of the container.',
    }),
  },
];

/** The word that was to be executed. */
function wordIn(text: string, facts: StopFacts): string {
  const named = found(text, /exec:? \\?"([^"\\]+)\\?"/) ?? found(text, /exec ([^\s:"]+):/);
  const definition = containerOf(facts);
  const word = named ?? definition?.entryPoint?.[0] ?? definition?.command?.[0];
  return word === undefined ? 'its command' : `"${word}"`;
}
