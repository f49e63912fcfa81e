import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { Diagnostics, Document, isObject, type Json, type JsonObject } from '@fargate-actions/files';
import { NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/plan';
import type { MonitoredStack } from '../monitored-stack.ts';
import { bodyText } from './body-text.ts';
import { dashboardDifferences } from './changes/dashboard-differences.ts';
import { dashboardName, dashboardUrl } from './dashboard-name.ts';
import { readFacts } from './facts/read-facts.ts';
import { generatedBody } from './generated/generated-body.ts';
import { readDashboard } from './rules/read-dashboard.ts';

/** What reading a dashboard gave: its body, as text; or we may not look. */
type DashboardState = { readonly body: string } | 'unknown';

/** The address of a stack's dashboard in a plan. */
export function dashboardAddress(stack: MonitoredStack): string {
  return `dashboard ${dashboardName(stack)}`;
}

/**
 * The dashboard of a stack: generated, or as a file has it, which is checked at once.
 *
 * One that may not be read is left alone: nobody could tell whether it is as wanted. What CloudWatch takes exception to
 * when it is written becomes a warning.
 */
export function dashboardResource(
  stack: MonitoredStack,
  body: 'generated' | Document,
  aws: Aws,
  diagnostics: Diagnostics,
): Resource {
  const name = dashboardName(stack);
  const given = body === 'generated' ? undefined : (readDashboard(body, stack.region, diagnostics) ?? {});
  const lost = `The dashboard ${name} is not compared with what is wanted, and left as it is.`;
  return resource<JsonObject, DashboardState, string>({
    address: dashboardAddress(stack),
    resolve: async (found) => given ?? generated(stack, aws, found),
    read: async () => {
      const answer = await aws.denials.without(lost, async () => ({ body: await aws.dashboards.find(name) }));
      if (!answer) return 'unknown';
      return answer.body === undefined ? undefined : { body: answer.body };
    },
    plan: (found, wanted) => (found === 'unknown' ? NO_CHANGES : planDashboard(found?.body, wanted)),
    outputs: () => outputs(stack, name),
    apply: async (text) => {
      const objections = await sentAgainWhenLost(() => aws.dashboards.put(name, text));
      const at = body === 'generated' ? undefined : body.at();
      for (const objection of objections)
        diagnostics.warning(at, 'dashboard/cloudwatch', `CloudWatch says: ${objection}`);
      return { outputs: outputs(stack, name) };
    },
  });
}

/** What of a dashboard differs from the body that is wanted. */
export function planDashboard(found: string | undefined, wanted: JsonObject): Changes<string> {
  const body = found === undefined ? undefined : parsed(found);
  const differences = dashboardDifferences(body ?? {}, wanted);
  if (body && differences.length === 0) return NO_CHANGES;
  return { action: found === undefined ? 'create' : 'update', differences, request: bodyText(wanted) };
}

/** The body that a stack's dashboard has by itself; held to the same rules as anybody's. */
async function generated(stack: MonitoredStack, aws: Aws, diagnostics: Diagnostics): Promise<JsonObject> {
  const body = generatedBody(stack, await readFacts(stack, aws, diagnostics));
  return readDashboard(new Document(body, new Map()), stack.region, diagnostics) ?? body;
}

/** A body that CloudWatch has; undefined for one that is no JSON, which the console would not show either. */
function parsed(text: string): JsonObject | undefined {
  try {
    // What JSON.parse gives is JSON.
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function outputs({ region }: MonitoredStack, name: string) {
  return { name, url: dashboardUrl(region, name) };
}
