import { setTimeout as sleep } from 'node:timers/promises';
import { writesAmong } from '../../runner/emulated-aws.ts';
import { beatsIn, type Beats } from '../beats.ts';
import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';
import type { Job } from '../job.ts';

/** Somebody starts a second beat by hand: the audit of the stack finds it, and enforce-beat-singleton stops it. */
export const strayBeat: Chapter = {
  title: 'Find a second beat, and stop it',
  story:
    'Somebody ran the task by hand, "just to try". Every schedule fires twice now, and no deployment shows it.\n' +
    '`mode: audit`, made for a schedule, turns red; enforce-beat-singleton stops what does not belong to the service.',
  async play(job) {
    await job.aws.change({ happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-beat' }] });
    const doubled = await untilStrayRuns(job);
    const { length: before } = await job.aws.requests();
    const found = await job.stack({ stack: STACK, mode: 'audit' });
    const writes = writesAmong((await job.aws.requests()).slice(before)).map(({ operation }) => operation);
    const repair = await job.singleton({ stack: STACK, mode: 'enforce' });
    const after = beatsIn(await job.aws.truth());
    const audit = await job.stack({ stack: STACK, mode: 'audit' });
    return {
      claims: [
        claim('in the emulator, two beats run: one of them by hand', [doubled.running, doubled.strays], [2, 1]),
        claim('the audit fails', [found.exitCode, found.outputs['drift']], [1, 'true']),
        claim('it writes nothing', writes, []),
        claim('enforce repairs it', [repair.exitCode, repair.outputs['status']], [0, 'repaired']),
        claim('in the emulator, one beat runs, and it is the service’s', [after.running, after.strays], [1, 0]),
        claim(
          'in the emulator, nothing was started for it, and the service never started a beat beside another',
          [after.started - doubled.started, after.besideAnother],
          [0, 0],
        ),
        claim('the next audit finds no drift', [audit.exitCode, audit.outputs['drift']], [0, 'false']),
      ],
      recap: 'the stray was found and stopped; the beat ran on',
    };
  },
};

const MOST_LOOKS = 1200;

/** A task needs half a minute of the emulator's time to come up. */
async function untilStrayRuns(job: Job): Promise<Beats> {
  for (let look = 1; ; look++) {
    const beats = beatsIn(await job.aws.truth());
    if (beats.strays > 0 || look === MOST_LOOKS) return beats;
    await sleep(50);
  }
}
