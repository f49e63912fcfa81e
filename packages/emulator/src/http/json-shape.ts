import type { NormalizedSchema } from '@smithy/core/schema';

import { Fault } from '../fault.ts';

/**
 * What a JSON request says, as the SDK's types have it: timestamps as dates, and nulls left out.
 *
 * @throws Fault SerializationException where a value has the wrong type: AWS turns nothing into anything, so a number
 *   where the model has a string (`cpu: 512`) is refused here as there.
 */
export function decodeJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isUnitSchema()) return {};
  if (schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) return decodeStructure(schema, value);
  if (schema.isListSchema()) return decodeList(schema.getValueSchema(), value);
  if (schema.isMapSchema()) return decodeMap(schema.getValueSchema(), value);
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? value : refuse(value, 'a Boolean');
  if (schema.isNumericSchema()) return typeof value === 'number' ? value : refuse(value, 'a Number');
  if (schema.isTimestampSchema()) return typeof value === 'number' ? new Date(value * 1000) : refuse(value, 'a Date');
  if (schema.isBlobSchema()) return typeof value === 'string' ? bytesOf(value) : refuse(value, 'a Blob');
  return typeof value === 'string' ? value : refuse(value, 'a String');
}

/** An answer as JSON has it: timestamps in seconds since the epoch, and only the members that the model knows. */
export function encodeJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined || schema.isUnitSchema()) return undefined;
  if (schema.isStructSchema() && isRecord(value)) {
    const encoded: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const item = encodeJson(member, value[name]);
      if (item !== undefined) encoded[name] = item;
    }
    return encoded;
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const member = schema.getValueSchema();
    return value.map((item) => encodeJson(member, item));
  }
  if (schema.isMapSchema() && isRecord(value)) {
    const member = schema.getValueSchema();
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeJson(member, item)]));
  }
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return toBase64(value);
  return value;
}

/** A value as JSON has it, whatever its shape: for showing what no model knows as well. */
export function plainJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item)]));
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

function decodeStructure(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return refuseShape(value);
  // Members that no model knows stay: AWS overlooks them, and the world may be stricter.
  const members = new Map(schema.structIterator());
  const decoded = Object.entries(value).map(([name, item]): [string, unknown] => {
    const member = members.get(name);
    return [name, member ? decodeJson(member, item) : item];
  });
  return Object.fromEntries(decoded.filter(([, item]) => item !== undefined));
}

function decodeList(member: NormalizedSchema, value: unknown): unknown[] {
  if (!Array.isArray(value)) return refuseShape(value);
  return value.map((item: unknown) => decodeJson(member, item)).filter((item) => item !== undefined);
}

function decodeMap(member: NormalizedSchema, value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return refuseShape(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decodeJson(member, item)]));
}

/** Whether a value is an object with members. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Refuses a scalar of the wrong type; `wanted` is the model's type with its article. */
function refuse(value: unknown, wanted: string): never {
  if (typeof value === 'object') return refuseShape(value);
  throw new Fault('SerializationException', `${tokenOf(value)} can not be converted to ${wanted}`);
}

function refuseShape(value: unknown): never {
  throw new Fault('SerializationException', `${startOf(value)} found where not expected.`);
}

function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

function startOf(value: unknown): string {
  if (Array.isArray(value)) return 'Start of list';
  return typeof value === 'object' ? 'Start of structure or map' : `Unexpected value ${tokenOf(value)}`;
}
