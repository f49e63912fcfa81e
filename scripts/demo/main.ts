import type { Chapter } from './chapter.ts';
import { broken } from './chapters/broken.ts';
import { deployAgain } from './chapters/deploy-again.ts';
import { deployStack } from './chapters/deploy-stack.ts';
import { newImage } from './chapters/new-image.ts';
import { oneService } from './chapters/one-service.ts';
import { strayBeat } from './chapters/stray-beat.ts';
import { missingBundles, startJob, type Job } from './job.ts';
import type { Screen } from './screen.ts';

/** A rollout of three minutes takes three seconds, and each of its lines can still be seen to come. */
const SPEED = 60;

const CHAPTERS: readonly Chapter[] = [deployStack, deployAgain, newImage, oneService, strayBeat, broken];

interface Told {
  readonly isGood: boolean;
  readonly recap: string;
}

/**
 * Shows the main job with the built actions against the embedded emulator.
 *
 * Gives whether every chapter ended as it must. A chapter that did not is the last: the next one builds on it.
 */
export async function demonstrate(screen: Screen): Promise<boolean> {
  const missing = await missingBundles();
  if (missing.length > 0) {
    screen.verdict(false, `${missing.join(' and ')}: not there. Run \`npm run build\` first.`);
    return false;
  }
  const seconds = stopwatch();
  const told: Told[] = [];
  const job = await startJob(screen, SPEED);
  try {
    for (const [index, chapter] of CHAPTERS.entries()) {
      const chapterTold = await tell(chapter, index + 1, job, screen);
      told.push(chapterTold);
      if (!chapterTold.isGood) break;
    }
  } finally {
    await job.end();
  }
  const good = told.filter(({ isGood }) => isGood).length;
  const isGood = good === CHAPTERS.length;
  screen.heading('In short', `Emulated AWS, ${SPEED} times faster than real time; the actions are those of dist/.`);
  for (const { isGood, recap } of told) screen.verdict(isGood, recap);
  screen.verdict(isGood, `${good} of ${CHAPTERS.length} ended as they must, in ${seconds()} s`);
  return isGood;
}

async function tell(chapter: Chapter, number: number, job: Job, screen: Screen): Promise<Told> {
  const seconds = stopwatch();
  screen.heading(`${number}. ${chapter.title}`, chapter.story);
  const { claims, recap } = await chapter.play(job);
  const isGood = claims.every(({ holds }) => holds);
  screen.claims(claims);
  return { isGood, recap: `${chapter.title} (${seconds()} s): ${recap}` };
}

/** Counts from now on. */
function stopwatch(): () => string {
  const start = performance.now();
  return () => ((performance.now() - start) / 1000).toFixed(1);
}
