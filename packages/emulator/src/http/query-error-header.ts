import type { ErrorSchema } from './operation-schema.ts';
import type { ServiceModel } from './service-models.ts';

/**
 * The header in which a service that once spoke Query tells its old error codes, by which clients still know its errors.
 *
 * Source: Smithy's trait `aws.protocols#awsQueryCompatible`.
 */
export function queryErrorHeader(
  service: ServiceModel,
  { queryCode }: ErrorSchema,
  status: number,
): Readonly<Record<string, string>> {
  if (service.protocol !== 'json' || !service.isQueryCompatible) return {};
  return { 'x-amzn-query-error': `${queryCode};${status < 500 ? 'Sender' : 'Receiver'}` };
}
