import {
  isList,
  isObject,
  unwrappedText,
  type Diagnostics,
  type Document,
  type JsonObject,
} from '@fargate-actions/documents';
import { widgetTitle } from '../widget-title.ts';
import { MOST_METRICS, MOST_WIDGETS } from './limits.ts';
import { Part } from './part.ts';
import { shapedBody } from './shaped-body.ts';
import { checkTimeRange } from './time-range.ts';
import { checkVariables } from './variables.ts';
import { checkWidget } from './widgets.ts';

/**
 * The body of a dashboard as CloudWatch takes it, checked; undefined when the file is none at all.
 *
 * Source of the rules: API reference, "Dashboard body structure and syntax".
 *
 * @param region for widgets that need one and have none.
 */
export function readDashboard(document: Document, region: string, diagnostics: Diagnostics): JsonObject | undefined {
  if (!isObject(document.value)) {
    diagnostics.error(
      document.at(),
      'dashboard/body',
      'A dashboard must be a mapping.',
      'Put the list under `widgets:`.',
    );
    return undefined;
  }
  // As `aws cloudwatch get-dashboard` answers it.
  const text = unwrappedText(document, ['DashboardBody']);
  if (text?.inner) return readDashboard(text.inner, region, diagnostics);
  if (text) {
    diagnostics.error(
      document.at([text.key]),
      'dashboard/body',
      'DashboardBody must be a dashboard as JSON text.',
      'Write `{"widgets": [...]}`.',
    );
    return undefined;
  }
  const shaped = shapedBody(document, region, diagnostics);
  check(new Part({ body: shaped, document, diagnostics }, 'the dashboard'));
  return shaped;
}

function check(body: Part): void {
  checkTimeRange(body);
  checkVariables(body);
  const widgets = body.field('widgets');
  if (widgets === undefined) {
    body.error([], 'required', 'There are no widgets.', 'Write `widgets:` and a list; it may be empty.');
  }
  if (!isList(widgets)) return;
  if (widgets.length > MOST_WIDGETS) {
    const message = `There are ${widgets.length} widgets: a dashboard has at most ${MOST_WIDGETS}.`;
    body.error(['widgets'], 'too-many-widgets', message, 'Show more metrics in one widget, or make two dashboards.');
  }
  const metrics = widgets.map((widget, index) => {
    const title = widgetTitle(widget);
    const name = title === undefined ? `widget ${index + 1}` : `the widget ${JSON.stringify(title)}`;
    return checkWidget(body.below(['widgets', index], name));
  });
  const all = metrics.reduce((sum, count) => sum + count, 0);
  if (all > MOST_METRICS) {
    const message = `There are ${all} metrics in all widgets: a dashboard has at most ${MOST_METRICS}.`;
    body.error(['widgets'], 'too-many-metrics', message, 'Make two dashboards of it.');
  }
}
