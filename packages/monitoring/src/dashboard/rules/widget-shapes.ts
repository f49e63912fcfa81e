import type { Fields, Shape } from '@fargate-actions/documents';

/** A type of widget: the shapes of its properties, and which of them it cannot do without. */
export interface WidgetType {
  readonly properties: Fields;
  readonly required: readonly string[];
}

const AXIS: Shape = { fields: { label: 'text', min: 'number', max: 'number', showUnits: 'flag' } };
const LEGEND: Shape = { fields: { position: { choice: ['right', 'bottom', 'hidden'] } } };

/**
 * The types of widgets that CloudWatch has.
 *
 * Source: API reference, "Dashboard body structure and syntax"; custom widgets: user guide, "Custom widget details".
 */
export const WIDGET_TYPES: Readonly<Record<string, WidgetType>> = {
  metric: {
    required: [],
    properties: {
      accountId: 'text',
      annotations: 'object',
      labels: 'object',
      legend: LEGEND,
      liveData: 'flag',
      metrics: 'list',
      period: 'whole number',
      region: 'text',
      setPeriodToTimeRange: 'flag',
      singleValueFullPrecision: 'flag',
      sparkline: 'flag',
      stacked: 'flag',
      stat: 'text',
      start: 'text',
      end: 'text',
      table: {
        fields: {
          layout: { choice: ['vertical', 'horizontal'] },
          stickySummary: 'flag',
          showTimeSeriesData: 'flag',
          summaryColumns: { items: { choice: ['MIN', 'MAX', 'SUM', 'AVG'] } },
        },
      },
      timezone: 'text',
      title: 'text',
      trend: 'flag',
      view: { choice: ['timeSeries', 'singleValue', 'gauge', 'bar', 'pie', 'table'] },
      yAxis: { fields: { left: AXIS, right: AXIS } },
    },
  },
  text: {
    required: ['markdown'],
    properties: { markdown: 'text', background: { choice: ['solid', 'transparent'] } },
  },
  log: {
    required: ['query'],
    properties: {
      accountId: 'text',
      logGroupPrefixes: 'object',
      query: 'text',
      queryLanguage: { choice: ['CWLI', 'SQL', 'PPL'] },
      queryBy: 'text',
      region: 'text',
      stacked: 'flag',
      title: 'text',
      view: { choice: ['table', 'timeSeries', 'bar', 'pie'] },
    },
  },
  alarm: {
    required: ['alarms'],
    properties: {
      alarms: { items: 'text' },
      sortBy: { choice: ['default', 'stateUpdatedTimestamp', 'timestamp'] },
      states: { items: { choice: ['ALARM', 'INSUFFICIENT_DATA', 'OK'] } },
      title: 'text',
    },
  },
  explorer: {
    required: ['metrics', 'labels'],
    properties: {
      aggregateBy: { fields: { key: 'text', func: { choice: ['AVG', 'MIN', 'MAX', 'STDDEV', 'SUM'] } } },
      labels: { items: { fields: { key: 'text', value: 'text' } } },
      metrics: { items: { fields: { metricName: 'text', resourceType: 'text', stat: 'text' } } },
      period: 'whole number',
      region: 'text',
      splitBy: 'text',
      title: 'text',
      widgetOptions: {
        fields: {
          legend: LEGEND,
          rowsPerPage: 'whole number',
          stacked: 'flag',
          view: { choice: ['timeSeries', 'bar', 'pie'] },
          widgetsPerRow: 'whole number',
        },
      },
    },
  },
  custom: {
    required: ['endpoint'],
    properties: {
      endpoint: 'text',
      params: 'object',
      title: 'text',
      updateOn: { fields: { refresh: 'flag', resize: 'flag', timeRange: 'flag' } },
    },
  },
};

/** What every widget has besides the properties of its type. */
export const PLACE: Fields = { x: 'whole number', y: 'whole number', width: 'whole number', height: 'whole number' };

/** How a line of a graph looks, or the expression that it is. Source: "Rendering properties object format". */
export const LOOK: Fields = {
  accountId: 'text',
  color: 'text',
  expression: 'text',
  id: 'text',
  label: 'text',
  period: 'whole number',
  region: 'text',
  stat: 'text',
  visible: 'flag',
  yAxis: { choice: ['left', 'right'] },
};

/** An annotation, by its direction. Source: "Annotation properties". */
export const ANNOTATIONS: Readonly<Record<'horizontal' | 'vertical', Fields>> = {
  horizontal: {
    color: 'text',
    fill: { choice: ['above', 'below', 'none'] },
    label: 'text',
    value: 'number',
    visible: 'flag',
    yAxis: { choice: ['left', 'right'] },
  },
  vertical: {
    color: 'text',
    fill: { choice: ['before', 'after', 'none'] },
    label: 'text',
    value: 'text',
    visible: 'flag',
  },
};

/** What a body has besides its widgets and variables. */
export const BODY: Fields = {
  start: 'text',
  end: 'text',
  periodOverride: { choice: ['auto', 'inherit'] },
  widgets: 'list',
  variables: 'list',
};
