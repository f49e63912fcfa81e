import { isStaticSchema, NormalizedSchema } from '@smithy/core/schema';
import type { StaticSchema } from '@smithy/types';

import type { ServiceModel } from './service-models.ts';

/** The shapes of an operation, as AWS's model has them. */
export interface OperationSchema {
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** How an error goes over the wire. */
export interface ErrorSchema {
  /** The error code of the Query protocols: `TargetGroupNotFound` for the SDK's `TargetGroupNotFoundException`. */
  readonly queryCode: string;
  /** Absent for an error that the model does not know, `ThrottlingException` in many of them. */
  readonly httpStatus?: number;
}

// The first item of a schema tells its kind: 9 is an operation, -3 an error. Source: @smithy/types, static-schemas.d.ts.
const OPERATION = 9;
const ERROR = -3;

/** The shapes of a service's operation; undefined where the service has no such operation. */
export async function operationSchema(service: ServiceModel, operation: string): Promise<OperationSchema | undefined> {
  const schema = await schemaNamed(service, operation);
  if (schema?.[0] !== OPERATION) return undefined;
  return { input: NormalizedSchema.of(schema[4]), output: NormalizedSchema.of(schema[5]) };
}

/** How a service's error goes over the wire; one that its model does not know goes by its name. */
export async function errorSchema(service: ServiceModel, name: string): Promise<ErrorSchema> {
  const schema = await schemaNamed(service, name);
  if (schema?.[0] !== ERROR) return { queryCode: name };
  const { awsQueryError, httpError } = NormalizedSchema.of(schema).getMergedTraits();
  const ofQuery: unknown = awsQueryError;
  const [code, status] = isList(ofQuery) ? ofQuery : [name, httpError];
  return {
    queryCode: typeof code === 'string' ? code : name,
    ...(typeof status === 'number' && { httpStatus: status }),
  };
}

/** An import that was done before takes its time as well: too much for every request. */
const loaded = new Map<ServiceModel, object>();

/** Every package of the SDK exports the schema of an operation or error as its name and a dollar sign. */
async function schemaNamed(service: ServiceModel, name: string): Promise<StaticSchema | undefined> {
  const model = loaded.get(service) ?? (await service.load());
  loaded.set(service, model);
  const exported: unknown = Reflect.get(model, `${name}$`);
  return isSchema(exported) ? exported : undefined;
}

// isStaticSchema looks at the value itself, so that anything may be passed to it.
const isSchema = (value: unknown): value is StaticSchema =>
  isStaticSchema(value as Parameters<typeof isStaticSchema>[0]);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
