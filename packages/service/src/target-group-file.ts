import {
  didYouMean,
  inCamelCase,
  isList,
  isObject,
  unwrapped,
  type Diagnostics,
  type Document,
  type Json,
} from '@fargate-actions/documents';

/** A target group's settings as a file has them: ModifyTargetGroup's fields in camelCase, and attributes by key. */
export interface TargetGroupSettings {
  readonly fields: Readonly<Record<string, Json>>;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const NUMBERS: Readonly<Record<string, Bounds>> = {
  healthCheckIntervalSeconds: { least: 5, most: 300 },
  healthCheckTimeoutSeconds: { least: 2, most: 120 },
  healthyThresholdCount: { least: 2, most: 10 },
  unhealthyThresholdCount: { least: 2, most: 10 },
};
const TEXTS = ['healthCheckPath', 'healthCheckPort', 'healthCheckProtocol'];
const OTHERS = ['healthCheckEnabled', 'matcher'];
const KNOWN = [...Object.keys(NUMBERS), ...TEXTS, ...OTHERS, 'attributes'];

const WRAPPERS = ['TargetGroups', 'targetGroups', 'TargetGroup', 'targetGroup'];

/** What DescribeTargetGroups answers beside: the name of one target group, and what none can be given later. */
const DESCRIBED: ReadonlySet<string> = new Set([
  'ipAddressType',
  'loadBalancerArns',
  'port',
  'protocol',
  'protocolVersion',
  'targetControlPort',
  'targetGroupArn',
  'targetGroupName',
  'targetType',
  'vpcId',
]);

/** A target group's file as files have it: out of its wrapper, and, where AWS answered it, without what can't be changed. */
export function cleanTargetGroup(file: Document): Document {
  const document = inCamelCase(unwrapped(file, WRAPPERS));
  const { value } = document;
  if (!isObject(value) || value['targetGroupArn'] === undefined) return document;
  return document.withValue(Object.fromEntries(Object.entries(value).filter(([name]) => !DESCRIBED.has(name))));
}

/** Reads and checks a target group's file. */
export function readTargetGroup(document: Document, diagnostics: Diagnostics): TargetGroupSettings {
  if (!isObject(document.value)) {
    diagnostics.error(
      document.at(),
      'target-group/not-an-object',
      'A target group file is a mapping of fields, such as `healthCheckPath: /health`.',
    );
    return { fields: {}, attributes: {} };
  }
  const fields: Record<string, Json> = {};
  for (const [name, value] of Object.entries(document.value)) {
    if (name === 'attributes' || name.startsWith('_') || value === null || value === '') continue;
    if (KNOWN.includes(name)) {
      checkField(name, value, document, diagnostics);
      fields[name] = value;
      continue;
    }
    if (isList(value) && WRAPPERS.includes(name)) {
      diagnostics.error(
        document.keyAt([name]),
        'target-group/several',
        `A target group file is for one target group; this one has ${value.length}.`,
        'Leave only that of the service in it.',
      );
      continue;
    }
    const nearest = didYouMean(name, KNOWN);
    diagnostics.error(
      document.keyAt([name]),
      'target-group/unknown-field',
      `${name} is not a setting of a target group that can be changed.`,
      nearest ? `Did you mean ${nearest}?` : `There are: ${KNOWN.join(', ')}.`,
    );
  }
  checkTimeout(fields, document, diagnostics);
  return { fields, attributes: readAttributes(document, diagnostics) };
}

function checkField(name: string, value: Json, document: Document, diagnostics: Diagnostics): void {
  const bounds = NUMBERS[name];
  const at = document.at([name]);
  if (bounds) {
    const isWithin =
      typeof value === 'number' && Number.isInteger(value) && value >= bounds.least && value <= bounds.most;
    if (!isWithin) {
      diagnostics.error(
        at,
        'target-group/bounds',
        `${name} is a whole number from ${bounds.least} to ${bounds.most}, and here is ${JSON.stringify(value)}.`,
      );
    }
  } else if (TEXTS.includes(name) && typeof value !== 'string') {
    diagnostics.error(at, 'target-group/type', `${name} is text, and here is ${JSON.stringify(value)}.`);
  } else if (name === 'healthCheckPath' && typeof value === 'string' && !value.startsWith('/')) {
    diagnostics.error(
      at,
      'target-group/path',
      `healthCheckPath begins with a slash, and here is ${JSON.stringify(value)}.`,
      `Write /${value}.`,
    );
  } else if (name === 'healthCheckEnabled' && typeof value !== 'boolean') {
    diagnostics.error(
      at,
      'target-group/type',
      `healthCheckEnabled is true or false, and here is ${JSON.stringify(value)}.`,
    );
  } else if (name === 'matcher' && !isObject(value)) {
    diagnostics.error(at, 'target-group/type', 'matcher is a mapping, such as `matcher: { httpCode: "200-299" }`.');
  }
}

/** A check that may take longer than the time to the next one is refused by AWS. */
function checkTimeout(fields: Readonly<Record<string, Json>>, document: Document, diagnostics: Diagnostics): void {
  const { healthCheckTimeoutSeconds: timeout, healthCheckIntervalSeconds: interval } = fields;
  if (typeof timeout !== 'number' || typeof interval !== 'number' || timeout < interval) return;
  diagnostics.error(
    document.at(['healthCheckTimeoutSeconds']),
    'target-group/timeout',
    `healthCheckTimeoutSeconds (${timeout}) must be less than healthCheckIntervalSeconds (${interval}).`,
  );
}

/** `attributes` as AWS lists them, `[{key, value}]`, or as a mapping. */
function readAttributes(document: Document, diagnostics: Diagnostics): Record<string, string> {
  const attributes = isObject(document.value) ? document.value['attributes'] : undefined;
  if (attributes === undefined || attributes === null) return {};
  const pairs = isObject(attributes)
    ? Object.entries(attributes)
    : isList(attributes)
      ? attributes.map((item) =>
          isObject(item) ? [item['key'] ?? item['Key'], item['value'] ?? item['Value']] : [undefined, undefined],
        )
      : [[undefined, undefined]];
  const read: Record<string, string> = {};
  for (const [key, value] of pairs) {
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (typeof key === 'string' && isScalar) read[key] = String(value);
    else {
      diagnostics.error(
        document.at(['attributes']),
        'target-group/attributes',
        'attributes are pairs of a key and a value.',
        'Write `attributes: { deregistration_delay.timeout_seconds: 30 }`.',
      );
    }
  }
  return read;
}
