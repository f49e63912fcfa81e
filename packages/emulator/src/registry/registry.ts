import type { Emulator } from '../emulator.ts';
import { ConnectionLost, Fault, StrayAnswer } from '../fault.ts';
import { defaultCaller } from '../emulator.ts';
import type { HttpAnswer, HttpRequest } from '../http/protocol.ts';
import { strayHttpAnswer } from '../http/stray-answer.ts';
import { repositoryOf } from '../services/ecr/operations/repositories.ts';
import { answerWithFault, denialOf, matchingFault } from '../world/call-faults.ts';
import { secondsOf, type World } from '../world/world.ts';
import type { Asked } from './asked.ts';
import { refusalOf } from './authorization.ts';
import { getBlob } from './blobs.ts';
import { getManifest, listTags, putManifest } from './manifests.ts';
import { errorAnswer, RegistryError } from './registry-error.ts';
import { permissionOf, routeOf, type RegistryOperation, type Route } from './route.ts';
import type { RegistryStore } from './store.ts';
import { cancelUpload, completeUpload, getUpload, patchUpload, startUpload } from './uploads.ts';

const OPERATIONS: Readonly<Record<RegistryOperation, (asked: Asked) => HttpAnswer>> = {
  Ping: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }),
  HeadBlob: getBlob,
  GetBlob: getBlob,
  StartUpload: startUpload,
  PatchUpload: patchUpload,
  CompleteUpload: completeUpload,
  GetUpload: getUpload,
  CancelUpload: cancelUpload,
  HeadManifest: getManifest,
  GetManifest: getManifest,
  PutManifest: putManifest,
  ListTags: listTags,
};

/**
 * Answers a Docker client: the registry behind ECR's repositories.
 *
 * Source: the OCI distribution specification, and what ECR was seen to answer where it differs.
 *
 * @throws ConnectionLost where the scenario breaks the connection instead.
 */
export function answerRegistry(emulator: Emulator, store: RegistryStore, request: HttpRequest): HttpAnswer {
  const { world } = emulator;
  const route = routeOf(request.method, request.path);
  const recordedAt = world.requests.length;
  const record = (outcome: { status: number; error?: string; tookEffect?: true }): void => {
    world.requests[recordedAt] = {
      at: secondsOf(world),
      service: 'registry',
      operation: route?.operation ?? 'Unknown',
      body: { method: request.method, path: request.path },
      ...outcome,
    };
  };
  try {
    const answer = withVersion(answerTo(world, store, route, request));
    record({ status: answer.status });
    return answer;
  } catch (error) {
    if (error instanceof ConnectionLost)
      record({ status: 0, error: error.name, ...(error.tookEffect && { tookEffect: true }) });
    if (!(error instanceof RegistryError)) throw error;
    record({ status: error.status, error: error.code });
    return withVersion(errorAnswer(error));
  }
}

function answerTo(world: World, store: RegistryStore, route: Route | undefined, request: HttpRequest): HttpAnswer {
  const refused = refusalOf(world, request.headers.authorization);
  if (refused) return refused;
  if (!route) throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
  const answer = (): HttpAnswer => answered({ world, store, route, request });
  const fault = matchingFault(world, `registry:${route.operation}`);
  if (!fault) return answer();
  try {
    return answerWithFault(fault, answer);
  } catch (error) {
    // What it would have answered is what `answer` gave.
    if (error instanceof StrayAnswer) return strayHttpAnswer(error, error.output as HttpAnswer | undefined);
    throw error instanceof Fault ? brought(error) : error;
  }
}

function answered(asked: Asked): HttpAnswer {
  const { world, route } = asked;
  try {
    const permission = permissionOf(route.operation);
    const denial =
      permission === undefined
        ? undefined
        : denialOf(world, permission, { repositoryName: route.repositoryName }, defaultCaller(world));
    if (denial) throw denial;
    if (route.operation !== 'Ping') repositoryOf(world, route);
    return OPERATIONS[route.operation](asked);
  } catch (error) {
    throw error instanceof Fault ? brought(error) : error;
  }
}

/** How the registry words what ECR's API calls otherwise. */
const CODES: Readonly<Record<string, readonly [status: number, code: string]>> = {
  AccessDeniedException: [403, 'DENIED'],
  RepositoryNotFoundException: [404, 'NAME_UNKNOWN'],
  ImageTagAlreadyExistsException: [400, 'TAG_INVALID'],
  InvalidParameterException: [400, 'MANIFEST_INVALID'],
  LayersNotFoundException: [404, 'BLOB_UNKNOWN'],
  ReferencedImagesNotFoundException: [404, 'MANIFEST_UNKNOWN'],
};

function brought(error: Fault): RegistryError {
  const [status, code] = CODES[error.name] ?? [error.httpStatus, error.httpStatus >= 500 ? 'UNKNOWN' : error.name];
  return new RegistryError(status, code, error.message);
}

const withVersion = (answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  headers: { 'docker-distribution-api-version': 'registry/2.0', ...answer.headers },
});
