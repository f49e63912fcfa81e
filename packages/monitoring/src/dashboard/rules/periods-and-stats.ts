import { didYouMean } from '@fargate-actions/documents';
import type { Part } from './part.ts';

const STATS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum', 'IQM'];
/** p95, tm99, wm98, tc90, ts10, and ranges: tm(10%:90%), PR(0:100). */
const EXTENDED =
  /^(?:(?:p|tm|wm|tc|ts)(?:\d{1,2}(?:\.\d{1,10})?|100)|(?:tm|wm|tc|ts|pr|TM|WM|TC|TS|PR)\([^()]*:[^()]*\))$/;
/** Of metrics of high resolution, in seconds. */
const SHORT_PERIODS = [1, 5, 10, 30];

/** Checks the period and the statistic of a widget or of one of its metrics. Source: "Rendering properties object format". */
export function checkPeriodAndStat(part: Part): void {
  const period = part.field('period');
  if (typeof period === 'number' && !isPeriod(period)) {
    part.error(
      ['period'],
      'period',
      `${part.name} has a period of ${period} seconds: it must be 1, 5, 10, 30 or a multiple of 60.`,
    );
  }
  const stat = part.field('stat');
  if (typeof stat !== 'string' || STATS.includes(stat) || EXTENDED.test(stat)) return;
  const nearest = didYouMean(stat, STATS);
  const message = `${part.name} has the statistic ${JSON.stringify(stat)}, which is not known.`;
  const hint = `There are: ${STATS.join(', ')}, and percentiles such as p95.`;
  if (nearest) part.error(['stat'], 'stat', message, `Did you mean ${nearest}? ${hint}`);
  else part.notice(['stat'], 'stat', `${message} It is passed to CloudWatch as it is.`, hint);
}

function isPeriod(seconds: number): boolean {
  return SHORT_PERIODS.includes(seconds) || (seconds >= 60 && seconds % 60 === 0);
}
