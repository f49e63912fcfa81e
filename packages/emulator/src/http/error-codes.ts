import { errorSchema, type ErrorSchema } from './operation-schema.ts';
import type { ServiceModel } from './service-models.ts';

/**
 * How a fault goes over the wire: as the service's model has it, or, for the errors that every service shares, as the
 * service's protocol does.
 */
export async function wireError(service: ServiceModel, name: string): Promise<ErrorSchema> {
  return sharedErrors(service)[name] ?? errorSchema(service, name);
}

function sharedErrors(service: ServiceModel): Readonly<Record<string, ErrorSchema>> {
  if (service.protocol === 'json') return service.isQueryCompatible ? { ...QUERY_ERRORS, ...VALIDATION } : {};
  if (service.protocol === 'ec2') return EC2_ERRORS;
  return service.name === 'sns' ? { ...QUERY_ERRORS, ...SNS_ERRORS } : QUERY_ERRORS;
}

// Source: the "Common Errors" pages of the services' API references.
const QUERY_ERRORS: Readonly<Record<string, ErrorSchema>> = {
  AccessDeniedException: { queryCode: 'AccessDenied', httpStatus: 403 },
  ExpiredTokenException: { queryCode: 'ExpiredToken', httpStatus: 403 },
  UnrecognizedClientException: { queryCode: 'InvalidClientTokenId', httpStatus: 403 },
  InvalidSignatureException: { queryCode: 'SignatureDoesNotMatch', httpStatus: 403 },
  ThrottlingException: { queryCode: 'Throttling', httpStatus: 400 },
  UnknownOperationException: { queryCode: 'InvalidAction', httpStatus: 400 },
};

// Its clients know it by the code that Query gave it.
const VALIDATION: Readonly<Record<string, ErrorSchema>> = {
  ValidationException: { queryCode: 'ValidationError', httpStatus: 400 },
};

const SNS_ERRORS: Readonly<Record<string, ErrorSchema>> = {
  AccessDeniedException: { queryCode: 'AuthorizationError', httpStatus: 403 },
};

const EC2_ERRORS: Readonly<Record<string, ErrorSchema>> = {
  AccessDeniedException: { queryCode: 'UnauthorizedOperation', httpStatus: 403 },
  ExpiredTokenException: { queryCode: 'RequestExpired', httpStatus: 400 },
  UnrecognizedClientException: { queryCode: 'AuthFailure', httpStatus: 401 },
  InvalidSignatureException: { queryCode: 'SignatureDoesNotMatch', httpStatus: 403 },
  ThrottlingException: { queryCode: 'RequestLimitExceeded', httpStatus: 503 },
  UnknownOperationException: { queryCode: 'InvalidAction', httpStatus: 400 },
};
