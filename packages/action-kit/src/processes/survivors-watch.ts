import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/** Sees to it that no child survives this process, however that one ends. */
export interface SurvivorsWatch {
  add(child: ChildProcess): void;
  /** One that has ended: its number may soon be another program's. */
  remove(child: ChildProcess): void;
}

/**
 * Learns which groups there are, and ends those that are left when its input ends: SIGKILL, which nobody can listen to,
 * closes it as well.
 */
const SCRIPT = `
trap '' INT TERM
groups=
while read -r sign group; do
  if [ "$sign" = + ]; then groups="$groups $group"
  else
    left=
    for known in $groups; do [ "$known" = "$group" ] || left="$left $known"; done
    groups=$left
  fi
done
[ -n "$groups" ] || exit 0
for group in $groups; do kill -TERM "-$group"; done
sleep 2
for group in $groups; do kill -KILL "-$group"; done
`;

/** The watch is a shell that starts with the first child, and holds nothing of this process open. */
export function survivorsWatch(): SurvivorsWatch {
  let watch: ChildProcess | undefined;
  const tell = (sign: '+' | '-', { pid }: ChildProcess): void => {
    if (pid === undefined || process.platform === 'win32') return;
    watch ??= start();
    watch.stdin?.write(`${sign} ${pid}\n`);
  };
  return {
    add: (child) => {
      tell('+', child);
    },
    remove: (child) => {
      tell('-', child);
    },
  };
}

function start(): ChildProcess {
  // A group of its own, so that what ends this process does not end the watch; nothing in its environment is any secret.
  const watch = spawn('/bin/sh', ['-c', SCRIPT], {
    detached: true,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A machine without a shell has no watch.
  watch.on('error', () => undefined);
  watch.stdin.on('error', () => undefined);
  watch.unref();
  if (watch.stdin instanceof Socket) watch.stdin.unref();
  return watch;
}
