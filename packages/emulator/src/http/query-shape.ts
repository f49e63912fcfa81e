import type { NormalizedSchema } from '@smithy/core/schema';

import { Fault } from '../fault.ts';

/** The parameters of a form as a tree: `Filter.1.Value.2=x` is the text at Filter, 1, Value, 2. */
export interface FormTree {
  text?: string;
  readonly below: Map<string, FormTree>;
}

/** Reads a form's body into the tree of its parameters' dotted names. */
export function formTree(body: string): FormTree {
  const root: FormTree = { below: new Map() };
  for (const [name, text] of new URLSearchParams(body)) {
    let place = root;
    for (const step of name.split('.')) {
      const below: FormTree = place.below.get(step) ?? { below: new Map() };
      place.below.set(step, below);
      place = below;
    }
    place.text = text;
  }
  return root;
}

/**
 * What the parameters say, as the SDK's types have it.
 *
 * The dialects differ in how they write names and lists: Query `Names.member.1`, EC2 `SubnetId.1`.
 *
 * @throws Fault MalformedInput where a text is not of the model's type.
 */
export function decodeForm(schema: NormalizedSchema, tree: FormTree, dialect: 'query' | 'ec2'): unknown {
  if (schema.isUnitSchema()) return {};
  if (schema.isStructSchema()) return decodeStructure(schema, tree, dialect);
  if (schema.isListSchema()) return decodeList(schema, tree, dialect);
  if (schema.isMapSchema()) return decodeMap(schema, tree, dialect);
  return decodeText(schema, tree.text ?? '');
}

function decodeStructure(schema: NormalizedSchema, tree: FormTree, dialect: 'query' | 'ec2'): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const below = tree.below.get(parameterName(name, member, dialect));
    if (below) decoded[name] = decodeForm(member, below, dialect);
  }
  return decoded;
}

function decodeList(schema: NormalizedSchema, tree: FormTree, dialect: 'query' | 'ec2'): unknown[] {
  const member = schema.getValueSchema();
  const isFlat = dialect === 'ec2' || Boolean(schema.getMergedTraits().xmlFlattened);
  const items = isFlat ? tree : tree.below.get(member.getMergedTraits().xmlName ?? 'member');
  return inOrder(items).map((item) => decodeForm(member, item, dialect));
}

function decodeMap(schema: NormalizedSchema, tree: FormTree, dialect: 'query' | 'ec2'): Record<string, unknown> {
  const key = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const member = schema.getValueSchema();
  const value = member.getMergedTraits().xmlName ?? 'value';
  const entries = schema.getMergedTraits().xmlFlattened ? tree : tree.below.get('entry');
  return Object.fromEntries(
    inOrder(entries).map((entry) => [
      entry.below.get(key)?.text ?? '',
      decodeForm(member, entry.below.get(value) ?? { below: new Map() }, dialect),
    ]),
  );
}

/** The numbered items below a place, lowest number first. */
function inOrder(tree: FormTree | undefined): FormTree[] {
  return [...(tree?.below ?? [])].sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => item);
}

/** EC2 capitalizes the names that its answers have. Source: the ec2Query protocol of Smithy. */
function parameterName(name: string, member: NormalizedSchema, dialect: 'query' | 'ec2'): string {
  const { xmlName = name } = member.getMergedTraits();
  return dialect === 'query' ? xmlName : capitalized(xmlName);
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function decodeText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return text === 'true' || (text !== 'false' && refuse(text, 'a boolean'));
  if (schema.isNumericSchema()) return isNumber(text) ? Number(text) : refuse(text, 'a number');
  if (schema.isTimestampSchema()) {
    return Number.isNaN(Date.parse(text)) ? refuse(text, 'a timestamp') : new Date(text);
  }
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

function refuse(text: string, wanted: string): never {
  throw new Fault('MalformedInput', `${JSON.stringify(text)} is not ${wanted}`);
}
