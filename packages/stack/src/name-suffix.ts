import { isList, isObject, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/documents';
import { withSuffixedAlarms, namesOfAlarms } from './suffixed-alarms.ts';
import { withMonitoringFiles } from './read-monitoring.ts';
import type { Stack, StackService } from './stack.ts';

type Named = Pick<Stack, 'services' | 'monitoring'>;

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer"; API reference, CreateTargetGroup. */
const LONGEST_TARGET_GROUP = 32;
/** What names of every kind may end in: those of target groups have no underscore, and no hyphen at the end. */
const SUFFIX = /^[A-Za-z0-9-]*[A-Za-z0-9]$/;

/**
 * What the files of an environment name, under names of its own: families, log groups, alarms and target groups get its
 * `nameSuffix`. Rules, dashboards and saved queries have the environment in their names already.
 *
 * A family or log group that a file leaves out is made of what has the suffix then. Source: contracts.md, "stack.yml".
 *
 * @param suffix of the environment in stack.yml, absent where it has none.
 */
export function ownNames(suffix: Document | undefined, named: Named, diagnostics: Diagnostics): Named {
  const text = suffix?.value;
  if (!suffix || typeof text !== 'string' || text === '') return named;
  if (!SUFFIX.test(text) || text.length > LONGEST_TARGET_GROUP) {
    diagnostics.error(
      suffix.at(),
      'stack/name-suffix',
      `\`nameSuffix\` must be at most ${LONGEST_TARGET_GROUP} letters, digits and hyphens that end in a letter or digit, got ${JSON.stringify(text)}.`,
      'Write `nameSuffix: -staging`, for example.',
    );
  }
  const alarms = namesOfAlarms(named.monitoring?.alarms ?? []);
  return {
    services: named.services.map((service) => withSuffix(service, text, alarms, diagnostics)),
    monitoring: withMonitoringFiles(named.monitoring, (file) =>
      named.monitoring?.alarms.includes(file) ? withSuffixedAlarms(file, alarms, text) : file,
    ),
  };
}

function withSuffix(
  service: StackService,
  suffix: string,
  alarms: ReadonlySet<string>,
  diagnostics: Diagnostics,
): StackService {
  const logged = (document: Document): Document =>
    withTexts(document, (group, path) => (path.at(-1) === 'awslogs-group' ? `${group}${suffix}` : group));
  const family = (document: Document): Document =>
    withTexts(document, (name, path) => (path.length === 1 && path[0] === 'family' ? `${name}${suffix}` : name));
  return {
    ...service,
    taskDefinition: family(logged(service.taskDefinition)),
    containerFiles: new Map([...service.containerFiles].map(([name, file]) => [name, logged(file)])),
    service: withTexts(service.service, (text, path) => {
      if (isTargetGroup(path)) return targetGroup(text, suffix, service.service, path, diagnostics);
      return path.at(-2) === 'alarmNames' && alarms.has(text) ? `${text}${suffix}` : text;
    }),
  };
}

/** Whether a path of a service's file is the name or ARN of a target group. */
export function isTargetGroup(path: Path): boolean {
  return path[0] === 'loadBalancers' && ['targetGroupArn', 'alternateTargetGroupArn'].includes(String(path.at(-1)));
}

/** Of a target group's ARN in full only one thing can be said: which one it is. */
const WHOLE_ARN = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:targetgroup\//;

function targetGroup(
  written: string,
  suffix: string,
  document: Document,
  path: Path,
  diagnostics: Diagnostics,
): string {
  if (WHOLE_ARN.test(written)) return written;
  const name = `${written.split(/[:/]/).at(-1) ?? ''}${suffix}`;
  if (name.length > LONGEST_TARGET_GROUP) {
    diagnostics.error(
      document.at(path),
      'stack/name-suffix',
      `With \`nameSuffix\` this target group is named ${name}: ${name.length} characters, and AWS allows at most ${LONGEST_TARGET_GROUP}.`,
      'Shorten `nameSuffix`, or give the environment a service file with a target group of its own.',
    );
  }
  return `${written}${suffix}`;
}

/** A document with its texts changed. */
function withTexts(document: Document, change: (text: string, path: Path) => string): Document {
  function changed(value: Json, path: Path): Json {
    if (typeof value === 'string') return change(value, path);
    if (isList(value)) return value.map((item, index) => changed(item, [...path, index]));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, [...path, key])]));
  }
  return document.withValue(changed(document.value, []));
}
