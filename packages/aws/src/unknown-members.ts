import { HttpRequest, HttpResponse } from '@smithy/core/transport';
import type { DeserializeMiddleware, MetadataBearer, Pluggable, SerializeMiddleware } from '@smithy/types';
import { isAwsJson } from './stray-answer.ts';

/** What a request or an answer holds of members that the SDK does not know: any JSON. */
type Members = Record<string, unknown>;

/**
 * Lets the members that this SDK does not know yet pass through, in what is sent and in what is answered.
 *
 * The SDK's serializers write and read what their model has and drop the rest; a field that AWS adds tomorrow would be
 * lost without a word. Only members that are absent are added, so nothing the SDK knows changes. Services that do not
 * speak AWS JSON (Query, with XML answers) are left alone. Source: design.md, principle 4.
 */
export const unknownMembers: Pluggable<object, MetadataBearer> = {
  applyToStack(stack) {
    // Right behind the serializer: length and signature are made later, of the body as it is then.
    stack.add(sendUnknown, { name: 'sendUnknownMembers', step: 'serialize', priority: 'low', override: true });
    // Before the deserializer's answer; the body is in memory, for whoever reads it again.
    stack.add(answerUnknown, { name: 'answerUnknownMembers', step: 'deserialize', priority: 'high', override: true });
  },
};

const sendUnknown: SerializeMiddleware<object, MetadataBearer> = (next) => async (args) => {
  const { request, input } = args;
  if (isJsonRequest(request)) {
    const body = parsed(request.body);
    // A body without anything unknown stays the bytes that the SDK made.
    if (body && addAbsent(body, input)) request.body = new TextEncoder().encode(JSON.stringify(body));
  }
  return next(args);
};

const answerUnknown: DeserializeMiddleware<object, MetadataBearer> = (next) => async (args) => {
  const result = await next(args);
  const { response, output } = result;
  if (output && isAnswer(args.request, response)) {
    const body = parsed(response.body);
    if (body) addAbsent(output, body);
  }
  return result;
};

/** Whether this is an answer to a request of AWS JSON, and no error. */
function isAnswer(request: unknown, response: unknown): response is HttpResponse {
  return isJsonRequest(request) && HttpResponse.isInstance(response) && response.statusCode < 300;
}

const isJsonRequest = (request: unknown): request is HttpRequest =>
  HttpRequest.isInstance(request) && isAwsJson(request);

/** A body's JSON, or undefined for whatever is no JSON object in memory. */
function parsed(body: unknown): Members | undefined {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return undefined;
  try {
    const value: unknown = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Adds to a value, all the way down, the members that it lacks and another has. Says whether there were any.
 *
 * Null means absent to the SDK, so it is no member. Where the one has a date or bytes and the other their text, there is
 * nothing to go into.
 */
function addAbsent(to: unknown, from: unknown): boolean {
  if (Array.isArray(to) && Array.isArray(from)) {
    // The SDK leaves empty items out of a list.
    const items: readonly unknown[] =
      from.length === to.length ? from : from.filter((item) => item !== null && item !== undefined);
    if (items.length !== to.length) return false;
    let isAnyAdded = false;
    to.forEach((item, index) => {
      isAnyAdded = addAbsent(item, items[index]) || isAnyAdded;
    });
    return isAnyAdded;
  }
  if (!isMembers(to) || !isMembers(from)) return false;
  let isAnyAdded = false;
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined || value === null) continue;
    if (Object.hasOwn(to, name)) {
      isAnyAdded = addAbsent(to[name], value) || isAnyAdded;
    } else {
      // Not an assignment: `__proto__` is a member like any other here.
      Object.defineProperty(to, name, { value, configurable: true, enumerable: true, writable: true });
      isAnyAdded = true;
    }
  }
  return isAnyAdded;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
