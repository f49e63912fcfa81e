import { expected } from '../expected.ts';
import type { Wire } from '../wire.ts';

/** What a Docker client logs in to a registry of ECR with. */
export interface RegistryLogin {
  /** Where to log in, as ECR gives it: `https://123456789012.dkr.ecr.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly username: string;
  /** A secret: mask it before anything else. */
  readonly password: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly expiresAt: number | undefined;
}

/** The registries of ECR: one an account and region. */
export function registries(wire: Wire) {
  return {
    /**
     * Logins to the registries of these accounts; without any, to the caller's own.
     *
     * A token lasts 12 h, and is as good as the permissions of who asked for it.
     */
    async logins(registryIds: readonly string[] = []): Promise<RegistryLogin[]> {
      const input = registryIds.length > 0 ? { registryIds: [...registryIds] } : {};
      const { authorizationData } = await wire.call('ecr:GetAuthorizationToken', input);
      return expected(authorizationData, 'ecr:GetAuthorizationToken').map((data) => {
        const token = expected(data.authorizationToken, 'ecr:GetAuthorizationToken');
        const [username = '', ...password] = Buffer.from(token, 'base64').toString().split(':');
        return {
          endpoint: expected(data.proxyEndpoint, 'ecr:GetAuthorizationToken'),
          username,
          password: password.join(':'),
          expiresAt: data.expiresAt?.getTime(),
        };
      });
    },
  };
}
