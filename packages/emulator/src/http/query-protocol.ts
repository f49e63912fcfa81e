import type { Fault } from '../fault.ts';
import { encodeJson, isRecord } from './json-shape.ts';
import type { ErrorSchema, OperationSchema } from './operation-schema.ts';
import type { HttpAnswer, Protocol, RequestInput } from './protocol.ts';
import { decodeForm, formTree } from './query-shape.ts';
import type { ServiceModel } from './service-models.ts';
import { element, encodeXml, escapeXml } from './xml-shape.ts';

/** AWS Query: a form goes in, XML comes out, with the result and the request's id in elements of their own. */
export const queryProtocol: Protocol = {
  readInput: (schema, body) => readForm(schema, body, 'query'),
  writeOutput({ service, operation }, schema, output, requestId) {
    const result = schema.output.isUnitSchema() ? '' : element(`${operation}Result`, encodeXml(schema.output, output));
    const metadata = element('ResponseMetadata', element('RequestId', requestId));
    return xml(200, requestId, element(`${operation}Response`, result + metadata, namespaceOf(service)));
  },
  writeFault({ service }, fault, schema, requestId) {
    const error = element('Type', fault.$fault === 'server' ? 'Receiver' : 'Sender') + codeAndMessage(fault, schema);
    const body = element('Error', error) + element('RequestId', requestId);
    return xml(schema.httpStatus ?? fault.httpStatus, requestId, element('ErrorResponse', body, namespaceOf(service)));
  },
};

/** EC2 Query: as Query, with other names, flat lists, and the members right below the answer's element. */
export const ec2Protocol: Protocol = {
  readInput: (schema, body) => readForm(schema, body, 'ec2'),
  writeOutput({ service, operation }, schema, output, requestId) {
    const members = element('requestId', requestId) + encodeXml(schema.output, output);
    return xml(200, requestId, element(`${operation}Response`, members, namespaceOf(service)));
  },
  writeFault(_address, fault, schema, requestId) {
    const errors = element('Errors', element('Error', codeAndMessage(fault, schema)));
    return xml(
      schema.httpStatus ?? fault.httpStatus,
      requestId,
      element('Response', errors + element('RequestID', requestId)),
    );
  },
};

function readForm(schema: OperationSchema, body: Buffer, dialect: 'query' | 'ec2'): RequestInput {
  const decoded = decodeForm(schema.input, formTree(body.toString()), dialect);
  return { input: isRecord(decoded) ? decoded : {}, shown: encodeJson(schema.input, decoded) ?? {} };
}

const codeAndMessage = (fault: Fault, schema: ErrorSchema): string =>
  element('Code', escapeXml(schema.queryCode)) + element('Message', escapeXml(fault.message));

const namespaceOf = (service: ServiceModel): string | undefined =>
  service.protocol === 'json' ? undefined : service.xmlNamespace;

const xml = (status: number, requestId: string, body: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
