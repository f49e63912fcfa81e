import { isObject, type Diagnostics, type Document, type JsonObject } from '@fargate-actions/documents';
import { resourceId, type ScaledService } from '../scaled-service.ts';

/** The fields of a part without those that name what is scaled: the stack knows it; a file that says otherwise is wrong. */
export function withoutIdentity(part: Document, service: ScaledService, diagnostics: Diagnostics): JsonObject {
  const fields = isObject(part.value) ? part.value : {};
  const wanted: Readonly<Record<string, string>> = {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: resourceId(service),
  };
  for (const [field, only] of Object.entries(wanted)) {
    const given = fields[field];
    if (given === undefined || given === null || given === '' || given === only) continue;
    diagnostics.error(
      part.at([field]),
      'scaling/other-resource',
      `${field} must be ${only} here, in the file of ${service.name}, and it is ${JSON.stringify(given)}.`,
      'Leave it out: it follows the service and its environment.',
    );
  }
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !Object.hasOwn(wanted, field)));
}
