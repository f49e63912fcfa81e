import { setTimeout as sleep } from 'node:timers/promises';
import { beatsIn, type Beats } from '../beats.ts';
import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';
import type { Job } from '../job.ts';

/** Somebody starts a second beat by hand: the audit finds it, and enforce stops it. */
export const strayBeat: Chapter = {
  title: 'Find a second beat, and stop it',
  story:
    'Somebody ran the task by hand, "just to try". Every schedule fires twice now, and no deployment shows it.\n' +
    '`mode: audit`, made for a schedule, turns red; `mode: enforce` stops what does not belong to the service.',
  async play(job) {
    await job.aws.change({ happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-beat' }] });
    const doubled = await untilStrayRuns(job);
    const found = await job.singleton({ stack: STACK, mode: 'audit' });
    const repair = await job.singleton({ stack: STACK, mode: 'enforce' });
    const after = beatsIn(await job.aws.truth());
    const audit = await job.singleton({ stack: STACK, mode: 'audit' });
    return {
      claims: [
        claim('in the emulator, two beats run: one of them by hand', [doubled.running, doubled.strays], [2, 1]),
        claim('the audit fails', [found.exitCode, found.outputs['status']], [1, 'broken']),
        claim('enforce repairs it', [repair.exitCode, repair.outputs['status']], [0, 'repaired']),
        claim('in the emulator, one beat runs, and it is the service’s', [after.running, after.strays], [1, 0]),
        claim(
          'in the emulator, nothing was started for it, and the service never started a beat beside another',
          [after.started - doubled.started, after.besideAnother],
          [0, 0],
        ),
        claim('the next audit is content', [audit.exitCode, audit.outputs['status']], [0, 'ok']),
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
