import type { HttpAnswer } from '../http/protocol.ts';

/** An error of the registry, as Docker clients read it: they show `name unknown: The repository ...`. */
export class RegistryError extends Error {
  readonly status: number;
  /** A code of the OCI distribution specification, or of ECR's own. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'RegistryError';
    this.status = status;
    this.code = code;
  }
}

/** The error as an answer. */
export function errorAnswer({ status, code, message }: RegistryError): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ errors: [{ code, message }] }),
  };
}
