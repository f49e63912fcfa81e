import type { DashboardValidationMessage } from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';

/** What CloudWatch answers to a dashboard that it does not take, with a message for each place. */
export function invalidDashboard(message: string, messages: readonly DashboardValidationMessage[] = []): Fault {
  return new Fault('DashboardInvalidInputError', message, 400, { dashboardValidationMessages: messages });
}

/** Source: CloudWatch user guide, "CloudWatch service quotas": widgets of a dashboard, metrics of a widget and of all. */
const MOST = { widgets: 500, metricsOfAWidget: 500, metrics: 2500 };

/**
 * Checks a dashboard's body, and gives back what CloudWatch takes with a warning only.
 *
 * Throws DashboardInvalidInputError. Source: API reference, "Dashboard Body Structure and Syntax"; the words of the
 * messages are not documented.
 */
export function checkBody(body: string): DashboardValidationMessage[] {
  const parsed = read(body);
  const errors: DashboardValidationMessage[] = [];
  const warnings: DashboardValidationMessage[] = [];
  const refuse = (DataPath: string, Message: string): void => void errors.push({ DataPath, Message });
  const { widgets } = parsed;
  if (!Array.isArray(widgets)) {
    throw invalidDashboard('The dashboard body is invalid', [
      { DataPath: '/', Message: "Should have required property 'widgets'" },
    ]);
  }
  if (widgets.length > MOST.widgets) refuse('/widgets', `Should NOT have more than ${MOST.widgets} items`);
  let metrics = 0;
  for (const [index, widget] of widgets.entries()) metrics += checkWidget(widget, `/widgets/${index}`, refuse);
  if (metrics > MOST.metrics) refuse('/widgets', `Should NOT have more than ${MOST.metrics} metrics`);
  for (const key of Object.keys(parsed))
    if (!BODY_KEYS.has(key)) warnings.push({ DataPath: `/${key}`, Message: 'Should NOT have additional properties' });
  if (errors.length > 0)
    throw invalidDashboard(`The dashboard body is invalid, there are ${errors.length} validation errors`, errors);
  return warnings;
}

const BODY_KEYS = new Set(['widgets', 'start', 'end', 'periodOverride', 'variables']);

function read(body: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    parsed = undefined;
  }
  if (isRecord(parsed)) return parsed;
  throw invalidDashboard('The field DashboardBody must be a valid JSON object');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Refuse = (path: string, message: string) => void;

/** What each type of widget can't do without. */
const WIDGETS: Readonly<Record<string, readonly string[]>> = {
  metric: ['region'],
  log: ['region', 'query'],
  text: ['markdown'],
  alarm: ['alarms'],
  explorer: ['metrics'],
  custom: ['endpoint'],
};

/** The grid is 24 wide. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  x: [0, 23],
  y: [0, Infinity],
  width: [1, 24],
  height: [1, 1000],
};

/** Says how many metrics the widget has. */
function checkWidget(widget: unknown, path: string, refuse: Refuse): number {
  if (!isRecord(widget)) {
    refuse(path, 'Should be object');
    return 0;
  }
  const { type, properties } = widget;
  for (const [member, [least, most]] of Object.entries(BOUNDS)) {
    const value = widget[member];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isInteger(value)) refuse(`${path}/${member}`, 'Should be integer');
    else if (value < least) refuse(`${path}/${member}`, `Should be >= ${least}`);
    else if (value > most) refuse(`${path}/${member}`, `Should be <= ${most}`);
  }
  if ((widget['x'] === undefined) !== (widget['y'] === undefined))
    refuse(path, "Should have both of the properties 'x' and 'y', or neither");
  const wanted = typeof type === 'string' ? WIDGETS[type] : undefined;
  if (!wanted)
    refuse(`${path}/type`, `Should be equal to one of the allowed values: ${Object.keys(WIDGETS).join(', ')}`);
  if (!isRecord(properties)) {
    refuse(path, "Should have required property 'properties'");
    return 0;
  }
  for (const name of wanted ?? [])
    if (properties[name] === undefined) refuse(`${path}/properties`, `Should have required property '${name}'`);
  return type === 'metric' ? checkMetricWidget(properties, `${path}/properties`, refuse) : 0;
}

function checkMetricWidget(properties: Readonly<Record<string, unknown>>, path: string, refuse: Refuse): number {
  const { metrics, annotations } = properties;
  if (metrics === undefined) {
    if (!isRecord(annotations) || annotations['alarms'] === undefined)
      refuse(path, "Should have required property 'metrics'");
    return 0;
  }
  if (!Array.isArray(metrics)) {
    refuse(`${path}/metrics`, 'Should be array');
    return 0;
  }
  if (metrics.length === 0) refuse(`${path}/metrics`, 'Should NOT have fewer than 1 items');
  if (metrics.length > MOST.metricsOfAWidget)
    refuse(`${path}/metrics`, `Should NOT have more than ${MOST.metricsOfAWidget} items`);
  for (const [index, metric] of metrics.entries())
    if (!Array.isArray(metric) || metric.length === 0) refuse(`${path}/metrics/${index}`, 'Should be array');
  return metrics.length;
}
