import { jsonProtocol } from './json-protocol.ts';
import type { Address, HttpRequest } from './protocol.ts';
import { ec2Protocol, queryProtocol } from './query-protocol.ts';
import { cborProtocol, rpcJsonProtocol } from './rpc-protocol.ts';
import { serviceOfTarget, serviceOfVersion } from './service-models.ts';

/** `/service/AmazonEC2ContainerServiceV20141113/operation/ListTasks`, also below a base path. */
const RPC_PATH = /\/service\/([^/]+)\/operation\/([^/?]+)/;

/** Which operation of which service a request calls, and in which protocol; undefined for one that no client sends. */
export function addressOf(request: HttpRequest): Address | undefined {
  return rpcAddress(request) ?? jsonAddress(request) ?? queryAddress(request);
}

function rpcAddress({ path, headers }: HttpRequest): Address | undefined {
  const [, target = '', operation = ''] = RPC_PATH.exec(path) ?? [];
  const service = serviceOfTarget(target);
  const protocol = headers['smithy-protocol'] === 'rpc-v2-json' ? rpcJsonProtocol : cborProtocol;
  return service && { service, operation, protocol };
}

function jsonAddress({ headers }: HttpRequest): Address | undefined {
  const target = headers['x-amz-target'];
  if (typeof target !== 'string') return undefined;
  const [prefix = '', operation = ''] = target.split('.');
  const service = serviceOfTarget(prefix);
  const isOld = headers['content-type']?.startsWith('application/x-amz-json-1.0') === true;
  return service && { service, operation, protocol: jsonProtocol(isOld ? '1.0' : '1.1') };
}

function queryAddress({ headers, body }: HttpRequest): Address | undefined {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) return undefined;
  const form = new URLSearchParams(body.toString());
  const service = serviceOfVersion(form.get('Version') ?? '');
  const operation = form.get('Action') ?? '';
  return service && { service, operation, protocol: service.protocol === 'ec2' ? ec2Protocol : queryProtocol };
}
