import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { Diagnostics, Document, isObject, type Json, type JsonObject, type Position } from '@fargate-actions/documents';
import {
  type Address,
  type Changes,
  KnownAfterApply,
  NO_CHANGES,
  ref,
  resource,
  type Resource,
  type Values,
} from '@fargate-actions/engine';
import { otherRepository } from '@fargate-actions/service';
import type { TargetGroupLookup } from '../alarms/resources/target-group-lookup.ts';
import type { MonitoredStack } from '../monitored-stack.ts';
import { bodyText } from './body-text.ts';
import { dashboardDifferences } from './changes/dashboard-differences.ts';
import { dashboardName, dashboardUrl } from './dashboard-name.ts';
import { isSomethingElse, ownerByHeading, repositoryByHeading } from './dashboard-owner.ts';
import { readFacts } from './facts/read-facts.ts';
import { showsWhatIsUnknown } from './facts/shown-before.ts';
import { generatedBody } from './generated/generated-body.ts';
import { readDashboard } from './rules/read-dashboard.ts';

/** What reading a dashboard gave: its body, as text; or it is left as it is, whatever is wanted. */
type DashboardState = { readonly body: string } | 'left';

/** What a dashboard is made with, beside the stack. */
export interface DashboardContext {
  readonly aws: Aws;
  /** Where target groups are looked up: each once for all who ask there. */
  readonly targetGroups: TargetGroupLookup;
  /** Where stack.yml wants it. */
  readonly at: Position | undefined;
  /** Whose run it is, where that is known. */
  readonly repository?: string | undefined;
  /** The services that this run deploys as well: their deployments are marked when they have ended. */
  readonly deployed?: readonly Address[] | undefined;
}

/** A body to put, or the one that the stack has once its services are deployed. */
type DashboardRequest = { readonly text: string } | 'as deployed';

/** The address of a stack's dashboard in a plan. */
export function dashboardAddress(stack: MonitoredStack): Address {
  return { kind: 'dashboard', name: dashboardName(stack) };
}

/**
 * The dashboard of a stack: generated, or as a file has it, which is checked at once.
 *
 * One that may not be read, or that shows what may not be looked up, is left alone: nobody could tell whether it is as
 * wanted. One of another stack is not replaced. What CloudWatch takes exception to when it is written becomes a warning.
 */
export function dashboardResource(
  stack: MonitoredStack,
  body: 'generated' | Document,
  context: DashboardContext,
  diagnostics: Diagnostics,
): Resource {
  const { aws } = context;
  const name = dashboardName(stack);
  const at = body === 'generated' ? context.at : body.at();
  const given = body === 'generated' ? undefined : (readDashboard(body, stack.region, diagnostics) ?? {});
  const lost = `The dashboard ${name} is not compared with what is wanted, and left as it is.`;
  const isGenerated = given === undefined;
  return resource<JsonObject, DashboardState, DashboardRequest>({
    address: dashboardAddress(stack),
    continueOnFailure: true,
    follows: isGenerated ? (context.deployed ?? []) : [],
    resolve: async (found) => given ?? generated(stack, context, found),
    read: async () => {
      const answer = await aws.gaps.optional(lost, async () => ({ body: await aws.dashboards.find(name) }));
      if (!answer) return 'left';
      if (answer.body === undefined) return undefined;
      return !given && showsWhatIsUnknown(answer.body, aws) ? 'left' : { body: answer.body };
    },
    plan: (found, wanted, values, problems) => {
      if (found === 'left' || (found && isSomebodyElses(found.body, stack, at, problems))) return NO_CHANGES;
      const changes = planDashboard(found?.body, wanted);
      if (found && changes.action === 'update') warnIfReplaced(found.body, wanted, stack, { ...context, at }, problems);
      const isMoved = isGenerated && (context.deployed ?? []).some((service) => isDeployed(service, values));
      return isMoved ? markingDeployments(changes) : asRequest(changes);
    },
    outputs: () => outputs(stack, name),
    apply: async (request) => {
      const text =
        request === 'as deployed' ? bodyText(await generated(stack, context, new Diagnostics())) : request.text;
      const objections = await sentAgainWhenLost(() => aws.dashboards.put(name, text));
      for (const objection of objections)
        diagnostics.warning(at, 'dashboard/cloudwatch', `CloudWatch says: ${objection}`);
      return { outputs: outputs(stack, name) };
    },
  });
}

/** Whether the run deploys a service: what it runs then is not known before. */
function isDeployed(service: Address, values: Values): boolean {
  return values.planned(ref(service, 'taskDefinition')) instanceof KnownAfterApply;
}

function markingDeployments({ action, differences }: Changes<string>): Changes<DashboardRequest> {
  return {
    action: action === 'none' ? 'update' : action,
    differences,
    note: 'it marks the deployments of this run',
    request: 'as deployed',
  };
}

function asRequest({ request: text, ...changes }: Changes<string>): Changes<DashboardRequest> {
  return text === undefined ? changes : { ...changes, request: { text } };
}

/** What of a dashboard differs from the body that is wanted. */
export function planDashboard(found: string | undefined, wanted: JsonObject): Changes<string> {
  const body = found === undefined ? undefined : parsed(found);
  const differences = dashboardDifferences(body ?? {}, wanted);
  if (body && differences.length === 0) return NO_CHANGES;
  return { action: found === undefined ? 'create' : 'update', differences, request: bodyText(wanted) };
}

/** The body that a stack's dashboard has by itself; held to the same rules as anybody's. */
async function generated(
  stack: MonitoredStack,
  { aws, targetGroups, repository }: DashboardContext,
  diagnostics: Diagnostics,
): Promise<JsonObject> {
  const { services, containerInsights } = await readFacts(stack, targetGroups, aws, diagnostics);
  const body = generatedBody({ ...stack, containerInsights }, services, repository);
  return readDashboard(new Document(body, new Map()), stack.region, diagnostics) ?? body;
}

/** Refuses to replace what by its heading is the dashboard of another stack or environment. */
function isSomebodyElses(
  found: string,
  stack: MonitoredStack,
  at: Position | undefined,
  diagnostics: Diagnostics,
): boolean {
  const isOthers = ownerByHeading(parsed(found) ?? {}, stack) === 'another';
  if (isOthers) {
    diagnostics.error(
      at,
      'dashboard/somebody-elses',
      `There is a dashboard ${dashboardName(stack)} already, and by its heading it is of another stack or environment: it would be replaced.`,
      'Save it under another name in the console, and delete it there.',
    );
  }
  return isOthers;
}

/** Says that a dashboard goes which was not made of this stack: nobody could get it back. */
function warnIfReplaced(
  found: string,
  wanted: JsonObject,
  stack: MonitoredStack,
  { at, repository: own }: DashboardContext,
  diagnostics: Diagnostics,
): void {
  const body = parsed(found);
  const repository = body && otherRepository(repositoryByHeading(body), own);
  if (repository !== undefined) {
    diagnostics.warning(
      at,
      'dashboard/replaced',
      `There is a dashboard ${dashboardName(stack)} already that a run of ${repository} made: it is replaced.`,
      'If the repository was not renamed, give one of the two stacks another name: each replaces what the other made.',
    );
    return;
  }
  if (!body || ownerByHeading(body, stack) === 'ours' || !isSomethingElse(body, wanted)) return;
  diagnostics.warning(
    at,
    'dashboard/replaced',
    `There is a dashboard ${dashboardName(stack)} already that was not made of this stack: all of its widgets are replaced.`,
    'To keep it, save it under another name in the console before.',
  );
}

/** A body that CloudWatch has; undefined for one that is no JSON, which the console would not show either. */
export function parsed(text: string): JsonObject | undefined {
  try {
    // What JSON.parse gives is JSON.
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function outputs({ region }: MonitoredStack, name: string) {
  const url = dashboardUrl(region, name);
  return { name, ...(url !== undefined && { url }) };
}
