import type { AlarmNow } from '@fargate-actions/monitoring';
import { blocks, code, table } from '@fargate-actions/report';

/** How a state is marked; what CloudWatch says otherwise has none. */
const MARKS: Readonly<Record<string, string>> = { OK: '✅', ALARM: '🔴', INSUFFICIENT_DATA: '⚪', new: '🆕' };

/** The end of the job summary: the dashboard's link, each alarm's state. */
export function monitoringSummary(alarms: readonly AlarmNow[], dashboardUrl: string | undefined): string {
  return blocks(
    dashboardUrl === undefined ? '' : link('Dashboard in CloudWatch', dashboardUrl),
    table(
      ['alarm', 'state now', 'this run'],
      alarms.map(({ name, state = 'not known', result }) => [
        code(name),
        [MARKS[state], code(state)].filter(Boolean).join(' '),
        result,
      ]),
    ),
  );
}

/** A link that nothing in its address can end: there is a region in it, which a file gives. Empty for what is no address. */
function link(text: string, address: string): string {
  if (!URL.canParse(address)) return '';
  const target = new URL(address).href.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${text}](${target})`;
}
