import { rolloutProgress, type RolloutTime, type TimeBar } from '@fargate-actions/service';
import { expect, test } from '@jest/globals';
import { aReport, rolledOut } from '../test/builders.ts';
import { outcomeLines, outcomeMarkdown, progressLine } from './index.ts';

const bar = (
  task: string | undefined,
  phase: TimeBar['phase'],
  fromSeconds: number,
  toSeconds: number,
  more: Partial<TimeBar> = {},
): TimeBar => ({
  ...(task !== undefined && { task }),
  isNew: true,
  isCritical: true,
  phase,
  fromSeconds,
  toSeconds,
  ...more,
});

const TIME: RolloutTime = {
  seconds: 402,
  phases: [
    { phase: 'waiting', seconds: 3 },
    { phase: 'provisioning', seconds: 12 },
    { phase: 'pull', seconds: 16 },
    { phase: 'start', seconds: 2 },
    { phase: 'health', seconds: 60 },
    { phase: 'draining', seconds: 300 },
    { phase: 'stopping', seconds: 9 },
  ],
  bars: [
    bar(undefined, 'waiting', 0, 2),
    bar('0f3c2a9b', 'provisioning', 2, 14),
    bar('7bd1e0a4', 'provisioning', 2, 10, { isCritical: false }),
    bar('0f3c2a9b', 'pull', 14, 30),
    bar('deadbeef', 'draining', 92, 392, { isNew: false }),
  ],
  advice: {
    setting: 'deregistration_delay.timeout_seconds',
    savesSeconds: 270,
    text: 'lower deregistration_delay.timeout_seconds of the target group amply-api-tg from 300 to 30: old tasks wait',
  },
};

const markdown = (time: RolloutTime, service = 'amply-api') => outcomeMarkdown([rolledOut(aReport({ time, service }))]);

/** The gantt in a job summary, line by line. */
function gantt(summary: string): string[] {
  return /```mermaid\n(.*?)\n```/s.exec(summary)?.[1]?.split('\n') ?? [];
}

test('the log says where the time went in one line, and what would save most in another', () => {
  expect(outcomeLines([rolledOut(aReport({ time: TIME }))])).toEqual([
    'amply-api  deployed  amply-api:41 -> amply-api:42  2 of 2 tasks  1 min 12 s',
    '  402 s: 3 waiting for ECS, 12 provisioning, 16 pull, 2 start, 60 health, 300 draining, 9 stopping',
    '  To save about 270 s of each deployment, lower deregistration_delay.timeout_seconds of the target group amply-api-tg from 300 to 30: old tasks wait.',
  ]);
});

test('a report without it has no such line', () => {
  expect(outcomeLines([rolledOut(aReport())])).toHaveLength(1);
  expect(outcomeMarkdown([rolledOut(aReport())])).not.toContain('Where the time');
});

test('the job summary has it folded, with a gantt of what the tasks did when', () => {
  const summary = markdown(TIME);
  expect(summary).toContain('<details><summary>Where the time of amply-api went</summary>');
  expect(summary).toContain('**To save about 270 s of each deployment, lower deregistration_delay.timeout_seconds');
  expect(gantt(summary)).toEqual([
    'gantt',
    '  title amply-api',
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    '  axisFormat %H:%M:%S',
    '  section ECS',
    '  waiting for ECS 2 s :crit, 2000-01-01 00:00:00, 2s',
    '  section new 0f3c2a9b',
    '  provisioning 12 s :crit, 2000-01-01 00:00:02, 12s',
    '  pull 16 s :crit, 2000-01-01 00:00:14, 16s',
    '  section new 7bd1e0a4',
    '  provisioning 8 s :2000-01-01 00:00:02, 8s',
    '  section old deadbeef',
    '  draining 300 s :crit, 2000-01-01 00:01:32, 300s',
  ]);
});

/** Every form of line that Mermaid's gantt may have here: names of letters, digits and what means nothing to it. */
const GANTT_LINE =
  /^(gantt| {2}title [\w .-]+| {2}dateFormat YYYY-MM-DD HH:mm:ss| {2}axisFormat %H:%M:%S| {2}section (ECS|(new|old) [\w .-]+)| {2}[\w ]+ \d+ s :(crit, )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, \d+s)$/;

test.each([
  { name: 'an end of the block', text: 'x\n```\n# y' },
  { name: 'marks of Mermaid', text: 'a:b;c#d%%e' },
  { name: 'a click', text: 'x\nclick y href "javascript:alert(1)"' },
  { name: 'HTML', text: '<script>alert(1)</script>' },
  { name: 'nothing', text: '' },
])('a name with $name breaks neither the gantt nor the summary', ({ text }) => {
  const summary = markdown({ ...TIME, bars: [bar(text, 'pull', 0, 9)] }, text);
  expect(summary).not.toContain('<summary>Where the time of <');
  for (const line of gantt(summary)) expect(line).toMatch(GANTT_LINE);
  expect(gantt(summary)).toHaveLength(6);
});

test('what the advice names from outside is escaped', () => {
  const text = 'lower x of the target group <img src=x>\n::error::y';
  const time = { ...TIME, advice: { setting: 'x', savesSeconds: 20, text } };
  expect(markdown(time)).not.toContain('<img');
  for (const line of outcomeLines([rolledOut(aReport({ time }))])) expect(line).not.toMatch(/^\s*::/);
});

test('more than a day keeps its place', () => {
  expect(gantt(markdown({ ...TIME, bars: [bar('a', 'health', 90_000, 90_060)] }))).toContain(
    '  health 60 s :crit, 2000-01-02 01:00:00, 60s',
  );
});

const PROGRESS = rolloutProgress('amply-api', 120, {
  desired: 2,
  newRunning: 2,
  oldRunning: 0,
  newPending: 0,
  failed: 0,
});

test.each([
  {
    name: 'at its end',
    waitingFor: '2 old tasks to drain until 09:26:37 UTC (deregistration delay 300 s)',
    expected:
      '02:00  amply-api  new 2 of 2 running; old 0  scale up  waiting for 2 old tasks to drain until 09:26:37 UTC (deregistration delay 300 s)',
  },
  {
    name: 'on one line, whatever it says',
    waitingFor: 'a place (x\n::error::y)',
    expected: '02:00  amply-api  new 2 of 2 running; old 0  scale up  waiting for a place (x ::error::y)',
  },
])('a progress line says what is waited for $name', ({ waitingFor, expected }) => {
  expect(progressLine({ ...PROGRESS, stage: 'scale up', waitingFor })).toBe(expected);
});

test('what is waited for is cut where it is too long', () => {
  expect(progressLine({ ...PROGRESS, waitingFor: 'x'.repeat(5000) }).length).toBeLessThan(400);
});
