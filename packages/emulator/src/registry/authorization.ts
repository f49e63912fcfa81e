import type { HttpAnswer } from '../http/protocol.ts';
import type { World } from '../world/world.ts';
import { errorAnswer, RegistryError } from './registry-error.ts';

/**
 * Refuses a client that has not logged in with a token of ECR that is still good; undefined where it may go on.
 *
 * ECR challenges who brings nothing, and does not challenge again who brings what is no good.
 */
export function refusalOf(world: World, authorization: string | undefined): HttpAnswer | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return CHALLENGE;
  const [username, ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const token = world.registryTokens.find(({ password }) => password === rest.join(':'));
  if (username !== 'AWS' || !token) return BAD_REQUEST;
  if (token.expiresAt > world.now) return undefined;
  return errorAnswer(
    new RegistryError(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.'),
  );
}

const CHALLENGE: HttpAnswer = {
  status: 401,
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    'www-authenticate': 'Basic realm="https://ecr.emulator/",service="ecr.amazonaws.com"',
  },
  body: 'Not Authorized\n',
};

const BAD_REQUEST: HttpAnswer = {
  status: 400,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'Bad Request\n',
};
