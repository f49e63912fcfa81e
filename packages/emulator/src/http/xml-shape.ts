import type { NormalizedSchema } from '@smithy/core/schema';

/** An answer's members as XML elements, one after the other, as the Query protocols have them. */
export function encodeXml(schema: NormalizedSchema, value: unknown): string {
  if (value === null || value === undefined || schema.isUnitSchema()) return '';
  if (schema.isStructSchema()) return encodeStructure(schema, value as Readonly<Record<string, unknown>>);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return escapeXml(textOf(value));
}

/** An element with the content given, which is XML already. */
export function element(name: string, content: string, xmlNamespace?: string): string {
  const attribute = xmlNamespace === undefined ? '' : ` xmlns="${escapeXml(xmlNamespace)}"`;
  return `<${name}${attribute}>${content}</${name}>`;
}

/** Text as XML carries it. Control characters that XML has no way to write become a question mark. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '?')
    .replace(/[<>&"'\r]/g, (character) => `&#${String(character.codePointAt(0))};`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function encodeStructure(schema: NormalizedSchema, value: Readonly<Record<string, unknown>>): string {
  let xml = '';
  for (const [name, member] of schema.structIterator()) xml += encodeMember(name, member, value[name]);
  return xml;
}

function encodeMember(name: string, schema: NormalizedSchema, value: unknown): string {
  if (value === null || value === undefined) return '';
  const { xmlName = name, xmlFlattened } = schema.getMergedTraits();
  if (schema.isListSchema() && Array.isArray(value)) {
    const member = schema.getValueSchema();
    const itemName = xmlFlattened ? xmlName : (member.getMergedTraits().xmlName ?? 'member');
    const items = value.map((item) => element(itemName, encodeXml(member, item))).join('');
    return xmlFlattened ? items : element(xmlName, items);
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
    const valueName = member.getMergedTraits().xmlName ?? 'value';
    const entries = Object.entries(value)
      .map(([key, item]) => element(keyName, escapeXml(key)) + element(valueName, encodeXml(member, item)))
      .map((entry) => element(xmlFlattened ? xmlName : 'entry', entry))
      .join('');
    return xmlFlattened ? entries : element(xmlName, entries);
  }
  return element(xmlName, encodeXml(schema, value));
}
