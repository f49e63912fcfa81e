/** More points than this make a chart of a summary's width no clearer. */
const MOST_POINTS = 48;

const MINUTES_A_DAY = 24 * 60;

/**
 * The tasks that a simulation ran over time as a Mermaid xychart, and its limits; the most of each stretch of time.
 *
 * Source of the syntax: mermaid.js.org, "XY Chart".
 *
 * @param title is shown as it is but for what means something to Mermaid.
 * @param startAt when the first minute was, in milliseconds; shown in UTC.
 */
export function simulationChart(title: string, tasks: readonly number[], maxTasks: number, startAt: number): string {
  const minutesAPoint = Math.max(1, Math.ceil(tasks.length / MOST_POINTS));
  const points = Array.from({ length: Math.ceil(tasks.length / minutesAPoint) }, (_, index) => index * minutesAPoint);
  const counts = points.map((minute) => Math.max(...tasks.slice(minute, minute + minutesAPoint)));
  // Mermaid draws what has the same name in the same place: of several days, each point says its day.
  const namedFrom = tasks.length > MINUTES_A_DAY ? 5 : 11;
  const times = points.map((minute) => {
    const time = new Date(startAt + minute * 60_000).toISOString().slice(namedFrom, 16);
    return `"${time.replace('T', ' ')}"`;
  });
  return [
    'xychart-beta',
    `  title "${title.replaceAll(/[^A-Za-z0-9 _.,-]/g, '_')}"`,
    `  x-axis "UTC" [${times.join(', ')}]`,
    `  y-axis "tasks" 0 --> ${Math.max(1, maxTasks)}`,
    `  line [${counts.join(', ')}]`,
    `  line [${counts.map(() => maxTasks).join(', ')}]`,
  ].join('\n');
}
