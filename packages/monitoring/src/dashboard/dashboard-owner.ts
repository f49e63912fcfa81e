import { isList, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import type { MonitoredStack, StackPlace } from '../monitored-stack.ts';
import { madeBy, stackTitle } from './generated/generated-body.ts';
import { widgetTitle } from './widget-title.ts';

/** A heading as every generated dashboard has it: `# amply · amply-prod · eu-central-1`, and notes. */
const HEADING = /^# [\w-]+ · (?:[\w-]+ · )?[\w-]+ · [a-z]{2,}(?:-[a-z]+)+-\d+(?= · |$)/;

/** The note of a heading that names the repository. */
const MADE_BY = new RegExp(`^${HEADING.source} · ${madeBy('([\\w.-]+/[\\w.-]+)')}(?= · |$)`);

/** Of whom a dashboard is by its heading: of this stack, of another or another environment, or nobody knows. */
export function ownerByHeading(
  body: JsonObject,
  stack: StackPlace & Pick<MonitoredStack, 'region'>,
): 'ours' | 'another' | 'nobody' {
  const headings = textsOf(body).flatMap((markdown) => HEADING.exec(markdown)?.[0] ?? []);
  if (headings.includes(stackTitle(stack))) return 'ours';
  return headings.length > 0 ? 'another' : 'nobody';
}

/** The repository whose run made a dashboard, by its heading; undefined where it says nothing of it. */
export function repositoryByHeading(body: JsonObject): string | undefined {
  return textsOf(body).flatMap((markdown) => MADE_BY.exec(markdown)?.[1] ?? [])[0];
}

/** Whether nothing that people know a dashboard's widgets by is left in another body: then it was something else. */
export function isSomethingElse(found: JsonObject, wanted: JsonObject): boolean {
  const titles = new Set(widgetsOf(wanted).map(widgetTitle));
  const widgets = widgetsOf(found);
  return widgets.length > 0 && widgets.every((widget) => !titles.has(widgetTitle(widget)));
}

function textsOf(body: JsonObject): string[] {
  return widgetsOf(body).flatMap((widget) => {
    const markdown = valueAt(widget, ['properties', 'markdown']);
    return typeof markdown === 'string' ? markdown : [];
  });
}

function widgetsOf({ widgets }: JsonObject): readonly Json[] {
  return isList(widgets) ? widgets : [];
}
