import {
  isObject,
  shapedValues,
  subjectOf,
  type Diagnostics,
  type Document,
  type Json,
} from '@fargate-actions/documents';
import { checkActionName } from '../rules/names.ts';
import { momentOf } from '../rules/moment.ts';
import { checkScheduledAction } from '../rules/schedule.ts';
import type { ScaledService } from '../scaled-service.ts';
import { ACTION, READ_ONLY } from './file-shape.ts';
import { withoutIdentity } from './identity.ts';
import type { WantedAction } from './wanted.ts';

/** A scheduled action as a file has it; `name` is absent where the file gives none. */
export type ReadAction = Omit<WantedAction, 'name'> & { readonly name: string | undefined };

const TIMES: ReadonlySet<string> = new Set(['startTime', 'endTime']);

/** Reads and checks a scheduled action. */
export function readAction(part: Document, service: ScaledService, diagnostics: Diagnostics): ReadAction {
  const own = Object.entries(withoutIdentity(part, service, diagnostics))
    .filter(([name]) => !READ_ONLY.has(name))
    .map(([name, value]): [string, Json] => [name, TIMES.has(name) ? withZone(value) : value]);
  const fields = shapedValues(
    part,
    Object.fromEntries(own),
    ACTION,
    { room: 'scaling', what: 'a scheduled action' },
    diagnostics,
  );
  const document = part.withValue(fields);
  const subject = subjectOf(document, diagnostics);
  checkActionName(subject);
  checkScheduledAction(subject);
  const { scheduledActionName: name, ...others } = isObject(document.value) ? document.value : {};
  return { name: typeof name === 'string' ? name : undefined, fields: others, document };
}

/** A time as a text that is the same moment everywhere; what is no time stays, to be reported. */
function withZone(value: Json): Json {
  const text = typeof value === 'number' ? String(value) : value;
  const moment = typeof text === 'string' ? momentOf(text) : undefined;
  return moment === undefined ? text : new Date(moment).toISOString();
}
