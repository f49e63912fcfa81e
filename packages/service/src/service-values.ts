import { shapedValues, type Diagnostics, type Document, type JsonObject } from '@fargate-actions/documents';
import { SERVICE_SHAPE } from './service-shape.ts';

/** The fields of a service file with every value of its kind; what is wrong or unknown is reported where it stands. */
export function cleanValues(document: Document, fields: JsonObject, diagnostics: Diagnostics): JsonObject {
  return shapedValues(document, fields, SERVICE_SHAPE.fields, { room: 'service', what: 'a service' }, diagnostics);
}
