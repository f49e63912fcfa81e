import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/files';
import { plainSecret } from './plain-secret.ts';

const SAME = '(not shown)';
const OTHER = '(not shown, another one)';

/**
 * Two definitions whose plain variables no longer hold what looks like live secrets, and that differ where they did.
 *
 * Differences are shown to people, in pull requests too.
 */
export function withoutPlainSecrets(from: JsonObject, to: JsonObject): readonly [JsonObject, JsonObject] {
  const before = new Map(variables(from));
  return [
    withVariables(from, (_, name, value) => (plainSecret(name, value) === undefined ? value : SAME)),
    withVariables(to, (place, name, value) => {
      if (plainSecret(name, value) === undefined) return value;
      return before.has(place) && before.get(place) !== value ? OTHER : SAME;
    }),
  ];
}

type Replace = (place: string, name: string, value: string) => string;

function withVariables(definition: JsonObject, replace: Replace): JsonObject {
  const containers = definition['containerDefinitions'];
  if (!isList(containers)) return definition;
  return {
    ...definition,
    containerDefinitions: containers.map((container) => withContainerVariables(container, replace)),
  };
}

function withContainerVariables(container: Json, replace: Replace): Json {
  if (!isObject(container)) return container;
  const environment = container['environment'];
  if (!isList(environment)) return container;
  const times = new Map<string, number>();
  return {
    ...container,
    environment: environment.map((variable) => {
      if (!isObject(variable)) return variable;
      const { name, value } = variable;
      if (typeof name !== 'string' || typeof value !== 'string') return variable;
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      return { ...variable, value: replace(JSON.stringify([container['name'] ?? null, name, time]), name, value) };
    }),
  };
}

function variables(definition: JsonObject): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  withVariables(definition, (place, _, value) => {
    found.push([place, value]);
    return value;
  });
  return found;
}
