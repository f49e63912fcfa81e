import { durationText } from './duration.ts';
import { blocks, code, escapeMarkdown, folded, prose, table } from './markdown-text.ts';
import { oneLine } from './plain-text.ts';
import { simulationChart } from './simulation-chart.ts';

/** What a service's scaling would have done, or why that is not known. */
type ServiceSimulation = { readonly service: string } & (
  | { readonly kind: 'not simulated'; readonly because: string }
  | {
      readonly kind: 'simulated';
      readonly simulation: {
        /** The tasks that ran, by minute. */
        readonly tasks: readonly number[];
        readonly peak: number;
        readonly minutesAtMax: number;
        readonly minutesStarved: number;
        readonly taskHours: number;
        /** What really ran. */
        readonly taskHoursThen: number;
      };
      /** When the first minute was, in milliseconds since the epoch. */
      readonly startAt: number;
      readonly maxTasks: number;
      /** US dollars for an hour of one task; undefined where there is no price. */
      readonly taskHourPrice: number | undefined;
      /** The day of which prices are. */
      readonly pricesOf: string;
      readonly remarks: readonly string[];
    }
);

type Simulated = Extract<ServiceSimulation, { kind: 'simulated' }>;

/** What scaling would have done, a line for each service. */
export function simulationLines(services: readonly ServiceSimulation[]): string[] {
  return services.flatMap((service) => {
    if (service.kind === 'not simulated') return [oneLine(`${service.service}: not simulated: ${service.because}`)];
    const { peak, atMaximum, starved, taskHours, cost } = figures(service);
    const parts = [
      `at most ${peak} tasks`,
      [`${atMaximum} at its maximum`, ...starved].join(', '),
      taskHours.replace(' ', ' task-hours '),
      ...cost,
    ];
    return [
      oneLine(`${service.service}: ${parts.join('; ')}`),
      ...service.remarks.map((remark) => `  ${oneLine(remark)}`),
    ];
  });
}

/** More charts than this would push what matters out of sight. */
const CHARTS_IN_SIGHT = 3;

/** What scaling would have done in the last hours as Markdown: a table, and the tasks over time. Empty without services. */
export function simulationMarkdown(services: readonly ServiceSimulation[], hours: number): string {
  if (services.length === 0) return '';
  const simulated = services.filter((service) => service.kind === 'simulated');
  const charts = simulated.map(chartMarkdown);
  const remarks = simulated.flatMap(({ service, remarks }) =>
    remarks.map((text) => `- ${code(service)}: ${prose(text)}`),
  );
  return blocks(
    `### What it would have done in the last ${durationText(hours * 3600)}`,
    table(['service', 'peak', 'at its maximum', 'task-hours', 'cost'], services.map(row)),
    remarks.join('\n'),
    costNote(simulated),
    ...(charts.length > CHARTS_IN_SIGHT
      ? simulated.map(({ service }, index) => folded(`Tasks of ${service}`, charts[index] ?? ''))
      : charts),
  );
}

function row(service: ServiceSimulation): string[] {
  if (service.kind === 'not simulated') return [code(service.service), prose(service.because), '', '', ''];
  const { peak, atMaximum, starved, taskHours, cost } = figures(service);
  const limits = [`${peak} of ${service.maxTasks}`, [atMaximum, ...starved].join(', ')];
  return [code(service.service), ...limits, taskHours, escapeMarkdown(cost.join(''))];
}

function figures({ simulation, taskHourPrice }: Simulated) {
  const { peak, minutesAtMax, minutesStarved, taskHours, taskHoursThen } = simulation;
  const dollars = (count: number, price: number) => `$${(count * price).toFixed(2)}`;
  const against = (now: string, then: string) => `${now} against ${then} then`;
  return {
    peak,
    atMaximum: minutesAtMax === 0 ? 'no time' : durationText(minutesAtMax * 60),
    starved: minutesStarved === 0 ? [] : [`${durationText(minutesStarved * 60)} of it with too few`],
    taskHours: against(taskHours.toFixed(1), taskHoursThen.toFixed(1)),
    cost:
      taskHourPrice === undefined
        ? []
        : [against(dollars(taskHours, taskHourPrice), dollars(taskHoursThen, taskHourPrice))],
  };
}

/** Where the figures come from. */
function costNote(simulated: readonly Simulated[]): string {
  if (simulated.length === 0) return '';
  const [priced, unpriced] = [simulated.filter(isPriced), simulated.filter((service) => !isPriced(service))];
  const without = `No price is known for ${unpriced.map(({ service }) => code(service)).join(', ')}: its region or its platform is not in the table.`;
  return [
    ...priced.slice(0, 1).map(({ pricesOf }) => `Costs are of Fargate on demand, with prices of ${pricesOf}.`),
    ...(unpriced.length > 0 ? [without] : []),
  ].join(' ');
}

function isPriced({ taskHourPrice }: Simulated): boolean {
  return taskHourPrice !== undefined;
}

/** GitHub draws what stands in a block of this language. The chart's own text is without markup. */
function chartMarkdown({ service, simulation, maxTasks, startAt }: Simulated): string {
  return ['```mermaid', simulationChart(service, simulation.tasks, maxTasks, startAt), '```'].join('\n');
}
