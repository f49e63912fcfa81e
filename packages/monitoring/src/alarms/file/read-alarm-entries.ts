import {
  didYouMean,
  inCamelCase,
  isList,
  isObject,
  partOf,
  shapedValues,
  type Diagnostics,
  type Document,
  type Fields,
  type JsonObject,
  type Path,
} from '@fargate-actions/documents';
import type { AlarmEntry } from '../../monitored-stack.ts';
import { ACTION_FIELDS } from '../rules/actions.ts';
import { COMPOSITE_ALARM, METRIC_ALARM, OWN, READ_ONLY } from './file-shape.ts';

/** The lists of an answer of DescribeAlarms, and how people wrap a list of their own. */
const LISTS = ['metricAlarms', 'compositeAlarms', 'alarms'];

/** What else is in such an answer. Log alarms are kept by nobody here. */
const BESIDE: ReadonlySet<string> = new Set(['nextToken', 'responseMetadata', 'logAlarms']);

/**
 * Reads a file of alarms: a list, one alarm, or what `aws cloudwatch describe-alarms` answers, in camelCase or PascalCase.
 *
 * What only an answer has (ARN, state) is left out; every value is of its kind afterwards.
 * Source: contracts.md, the seed table; design.md, principle 4.
 */
export function readAlarmEntries(file: Document, diagnostics: Diagnostics): AlarmEntry[] {
  const document = inCamelCase(file);
  return alarmPaths(document, diagnostics).flatMap((path) => {
    const part = partOf(document, path);
    if (part && isObject(part.value)) return [readEntry(part, part.value, diagnostics)];
    diagnostics.error(
      part?.at() ?? document.at(),
      'alarms/type',
      'An alarm must be a mapping of fields.',
      'Write `alarmName: ...` and the lines of the alarm.',
    );
    return [];
  });
}

function alarmPaths(document: Document, diagnostics: Diagnostics): Path[] {
  const root = document.value;
  if (isList(root)) return root.map((_, index) => [index]);
  if (!isObject(root)) return [[]];
  const keys = Object.keys(root).filter((key) => !key.startsWith('_') && !BESIDE.has(key));
  reportLogAlarms(document, root, diagnostics);
  if (keys.some((key) => LISTS.includes(key))) {
    for (const key of keys.filter((key) => !LISTS.includes(key))) reportKey(document, key, diagnostics);
    return LISTS.flatMap((key) => {
      const list = root[key];
      return isList(list) ? list.map((_, index) => [key, index]) : list === undefined || list === null ? [] : [[key]];
    });
  }
  const typo = keys.find((key) => !isField(key) && didYouMean(key, LISTS));
  if (typo === undefined) return keys.length === 0 ? [] : [[]];
  reportKey(document, typo, diagnostics);
  return [];
}

function isField(key: string): boolean {
  return [METRIC_ALARM, COMPOSITE_ALARM, OWN].some((fields) => Object.hasOwn(fields, key));
}

function reportKey(document: Document, key: string, diagnostics: Diagnostics): void {
  const meant = didYouMean(key, LISTS);
  diagnostics.error(
    document.keyAt([key]),
    'alarms/unknown-key',
    `${key} is nothing that a file of alarms has.`,
    meant ? `Did you mean ${meant}?` : `There are: ${LISTS.join(', ')}.`,
  );
}

function reportLogAlarms(document: Document, root: JsonObject, diagnostics: Diagnostics): void {
  const list = root['logAlarms'];
  if (!isList(list) || list.length === 0) return;
  diagnostics.error(
    document.keyAt(['logAlarms']),
    'alarms/log-alarm',
    'Log alarms are not kept by files yet: only metric alarms and composite alarms are.',
    'Take them out of this file; in the account they stay as they are.',
  );
}

function readEntry(part: Document, value: JsonObject, diagnostics: Diagnostics): AlarmEntry {
  const isComposite = isCompositeAlarm(value);
  // What a composite alarm can't have is the rules' business: it is known, and wrong.
  const shapes: Fields = { ...METRIC_ALARM, ...(isComposite && COMPOSITE_ALARM), ...OWN };
  const { notify, tags, ...given } = Object.fromEntries(Object.entries(value).filter(([name]) => !READ_ONLY.has(name)));
  const words = { room: 'alarms', what: isComposite ? 'a composite alarm' : 'a metric alarm' };
  const fields: JsonObject = {
    ...asSent(shapedValues(part, given, shapes, words, diagnostics)),
    ...readNotify(part, notify, diagnostics),
    ...readTags(part, tags, diagnostics),
  };
  return {
    fields,
    at: (field, ...below) => part.at(field === undefined ? [] : [field, ...below]),
  };
}

/** Without what CloudWatch refuses though it says nothing: blanks around a rule, and lists that only answers have empty. */
function asSent(fields: JsonObject): JsonObject {
  const { alarmRule } = fields;
  const said = Object.entries(fields).filter(
    ([name, value]) => !isList(value) || value.length > 0 || ACTION_FIELDS.some((field) => field === name),
  );
  return { ...Object.fromEntries(said), ...(typeof alarmRule === 'string' && { alarmRule: alarmRule.trim() }) };
}

/** Whether an alarm rests on others. */
export function isCompositeAlarm(fields: JsonObject): boolean {
  return fields['alarmRule'] !== undefined;
}

function readNotify(part: Document, notify: unknown, diagnostics: Diagnostics): JsonObject {
  if (notify === undefined || notify === null || notify === '') return {};
  if (typeof notify === 'string') return /^false$/i.test(notify) ? { notify: false } : { notify };
  if (notify === false) return { notify };
  diagnostics.error(
    part.at(['notify']),
    'alarms/type',
    `notify must be the name or ARN of an SNS topic, or false, and here is ${JSON.stringify(notify)}.`,
  );
  return {};
}

/** AWS's own tags, which it refuses, and those by which this tool knows whose an alarm is. */
const RESERVED = /^(aws|fargate-actions):/i;

/** Tags as CloudWatch takes them, a list of keys and values, or as a mapping; afterwards a mapping. */
function readTags(part: Document, tags: unknown, diagnostics: Diagnostics): JsonObject {
  if (tags === undefined || tags === null) return {};
  const pairs = Array.isArray(tags)
    ? tags.map((tag: unknown): unknown[] =>
        isObject(tag) ? [tag['key'] ?? tag['Key'], tag['value'] ?? tag['Value'] ?? ''] : [],
      )
    : isObject(tags)
      ? Object.entries(tags)
      : [[]];
  const texts = pairs.flatMap(([key, value]): [string, string][] =>
    typeof key === 'string' && ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)]] : [],
  );
  if (texts.length < pairs.length) {
    diagnostics.error(
      part.at(['tags']),
      'alarms/type',
      'tags must be a mapping of texts, or a list of `{ key, value }`.',
    );
  }
  for (const [key] of texts.filter(([key]) => RESERVED.test(key))) {
    diagnostics.error(
      part.at(['tags', key]) ?? part.at(['tags']),
      'alarms/tags',
      `The tag ${key} is not for files: what begins so says who made an alarm.`,
      'Take it out, or call it otherwise.',
    );
  }
  return { tags: Object.fromEntries(texts) };
}
