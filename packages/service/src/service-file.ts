import { isList, isObject, type Diagnostics, type Document, type JsonObject } from '@fargate-actions/documents';
import { FARGATE_PROVIDERS, READ_ONLY } from './service-fields.ts';
import { checkService } from './service-rules.ts';
import { cleanValues } from './service-values.ts';

/**
 * A service file as AWS takes it: what was described or left empty is dropped, what contradicts itself is explained.
 *
 * Unknown fields pass through with a notice: AWS may have added them.
 * Source of the rules: reference/ecs-facts.md, "CreateService / UpdateService"; reference/real-files.md.
 */
export function cleanService(document: Document, diagnostics: Diagnostics): Document {
  if (!isObject(document.value)) {
    diagnostics.error(
      document.at(),
      'service/not-an-object',
      'A service definition is a mapping of fields, such as `serviceName: api`.',
    );
    return document.withValue({});
  }
  const readOnly = new Set<string>(READ_ONLY);
  const own = Object.entries(document.value).filter(([name]) => !readOnly.has(name));
  const fields = cleanValues(document, Object.fromEntries(own), diagnostics);
  checkService(document, fields, diagnostics);
  return withoutLaunchTypeBesideStrategy(document.withValue(fields), fields, diagnostics);
}

/** AWS refuses the two together; a strategy of Fargate's providers says all that `launchType: FARGATE` does. */
function withoutLaunchTypeBesideStrategy(document: Document, service: JsonObject, diagnostics: Diagnostics): Document {
  const { launchType, capacityProviderStrategy: strategy, ...others } = service;
  if (launchType === undefined || !isList(strategy) || strategy.length === 0) return document;
  const isFargateOnly = strategy.every((item) => isObject(item) && FARGATE_PROVIDERS.has(item['capacityProvider']));
  if (launchType === 'FARGATE' && isFargateOnly) {
    diagnostics.warning(
      document.keyAt(['launchType']),
      'service/launch-type-and-strategy',
      'AWS refuses launchType beside capacityProviderStrategy; launchType is dropped, because the strategy is of Fargate alone.',
      'Take `launchType: FARGATE` out of the file.',
    );
    return document.withValue({ ...others, capacityProviderStrategy: strategy });
  }
  diagnostics.error(
    document.keyAt(['launchType']),
    'service/launch-type-and-strategy',
    `AWS refuses launchType beside capacityProviderStrategy, and launchType ${JSON.stringify(launchType)} does not say the same as the strategy.`,
    'Keep one of the two.',
  );
  return document;
}
