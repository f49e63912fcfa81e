import { Diagnostics, isList, isObject, type Document, type Json } from '@fargate-actions/documents';
import { alarmNameOf, readAlarmEntries } from '@fargate-actions/monitoring';

/** The names of the alarms that files define. */
export function namesOfAlarms(files: readonly Document[]): ReadonlySet<string> {
  const entries = files.flatMap((file) => readAlarmEntries(file, new Diagnostics()));
  return new Set(entries.flatMap(({ fields: { alarmName } }) => (typeof alarmName === 'string' ? [alarmName] : [])));
}

/** Fields that name an alarm, in either of the two ways of writing them. */
const NAMES: ReadonlySet<string> = new Set(['alarmname', 'actionssuppressor']);

/** A name in the rule of a composite alarm, in quotes or not. */
const IN_RULE = /"(?:[^"\\]|\\.)*"|[^\s(),"]+/g;

/** A file of alarms with a suffix on the names of its alarms, also where a composite alarm rests on one of the files. */
export function withSuffixedAlarms(file: Document, alarms: ReadonlySet<string>, suffix: string): Document {
  const own = (name: string): string => (alarms.has(alarmNameOf(name)) ? `${name}${suffix}` : name);
  function changed(value: Json): Json {
    if (isList(value)) return value.map(changed);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const field = key.toLowerCase();
        if (typeof item !== 'string') return [key, changed(item)];
        if (NAMES.has(field)) return [key, own(item)];
        return [key, field === 'alarmrule' ? item.replace(IN_RULE, (word) => ownInRule(word, own)) : item];
      }),
    );
  }
  return file.withValue(changed(file.value));
}

function ownInRule(word: string, own: (name: string) => string): string {
  return word.startsWith('"') ? `"${own(word.slice(1, -1))}"` : own(word);
}
