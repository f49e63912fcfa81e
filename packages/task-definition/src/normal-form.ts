import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import type { List, Shape, Structure } from './shape.ts';
import { cpuUnits, mebibytes } from './sizes.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/**
 * A definition with everything written out that AWS reads into it, and without tags: two definitions that mean the same
 * have the same normal form, but for the order of lists without one (`identityOf` tells their items apart).
 *
 * Defaults are filled in, empty lists, maps and texts are left out, sizes are units and MiB, host ports are the container's
 * where the network mode says so. Source: reference/ecs-facts.md, "Task definitions on Fargate"; the schema.
 */
export function normalForm(definition: JsonObject): JsonObject {
  const { tags: _tags, ...untagged } = definition;
  const sized = {
    ...untagged,
    ...resized(untagged, 'cpu', cpuUnits),
    ...resized(untagged, 'memory', mebibytes),
    ...(untagged['networkMode'] === undefined && !asksForFargate(untagged) && { networkMode: 'bridge' }),
  };
  const normal = normalStructure(sized, taskDefinitionSchema);
  const containers = normal['containerDefinitions'];
  if (!isList(containers)) return normal;
  return {
    ...normal,
    containerDefinitions: containers.map((container) => withHostPorts(container, normal['networkMode'])),
  };
}

/** What tells an item of a list without an order from the others; undefined when the order counts. */
export function identityOf(item: Json, { identity }: List): string | undefined {
  if (identity === undefined) return undefined;
  if (identity === 'itself') return JSON.stringify(item);
  if (!isObject(item)) return undefined;
  return identity
    .flatMap((key) => (item[key] === undefined ? [] : [JSON.stringify(item[key]).replaceAll('"', '')]))
    .join('/');
}

function normalStructure(value: JsonObject, shape: Structure): JsonObject {
  const known = Object.entries(shape.fields).flatMap(([key, field]) => {
    const member = (saysNothing(key, value[key]) ? undefined : value[key]) ?? field.absent;
    const normal = member === undefined ? undefined : normalValue(member, field);
    return normal === undefined ? [] : [[key, normal] as const];
  });
  const unknown = Object.entries(value).filter(([key]) => !Object.hasOwn(shape.fields, key));
  return Object.fromEntries([...known, ...unknown]);
}

/** Some implementations of ECS answer with an empty text where nothing was given; of a variable or a tag it is a value. */
function saysNothing(key: string, value: Json | undefined): boolean {
  return value === '' && key !== 'value';
}

function normalValue(value: Json, shape: Shape): Json | undefined {
  if (value === null) return undefined;
  if (shape.kind === 'structure' && isObject(value)) {
    const normal = normalStructure(value, shape);
    return Object.keys(normal).length === 0 ? undefined : normal;
  }
  if (shape.kind === 'list' && isList(value)) {
    if (value.length === 0) return undefined;
    const items = value.map((item) => normalValue(item, shape.of) ?? {});
    return shape.identity === 'itself' ? items.toSorted(byText) : items;
  }
  if (shape.kind === 'texts' && isObject(value)) return Object.keys(value).length === 0 ? undefined : value;
  return value;
}

function byText(one: Json, other: Json): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function resized(definition: JsonObject, key: string, size: (text: string) => string | undefined): JsonObject {
  const written = definition[key];
  if (typeof written !== 'string' && typeof written !== 'number') return {};
  return { [key]: size(String(written)) ?? written };
}

function asksForFargate(definition: JsonObject): boolean {
  const compatibilities = definition['requiresCompatibilities'];
  return isList(compatibilities) && compatibilities.includes('FARGATE');
}

function withHostPorts(container: Json, networkMode: Json | undefined): Json {
  const mappings = isObject(container) ? container['portMappings'] : undefined;
  if (!isObject(container) || !isList(mappings)) return container;
  const sharesNetwork = networkMode === 'awsvpc' || networkMode === 'host';
  return {
    ...container,
    portMappings: mappings.map((mapping) => {
      if (!isObject(mapping) || mapping['hostPort'] !== undefined || mapping['containerPort'] === undefined)
        return mapping;
      return { ...mapping, hostPort: sharesNetwork ? mapping['containerPort'] : 0 };
    }),
  };
}
