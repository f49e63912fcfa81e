import { sdkWire, type Wire } from '@fargate-actions/aws';
import { serveAccounts, type VirtualAws } from '@fargate-actions/emulator';

/** Many accounts behind one HTTP port, and the SDK's way to each of them. */
export interface OverHttp {
  /** What makes the SDK find the port. */
  readonly env: Readonly<Record<string, string>>;
  wireTo(account: VirtualAws): Wire;
  readonly close: () => Promise<void>;
}

/** There, and back again. */
const HALF_WAY_SECONDS = 0.025;

/** What the SDK waits before it tries again, near enough: it waits in real time, in which nothing happens here. */
const RETRY_SECONDS = 0.5;

/** Puts accounts in virtual time behind HTTP; the runs' user agents tell whose a call is. */
export async function overHttp(): Promise<OverHttp> {
  const accounts = new Map<string, VirtualAws>();
  const { endpoint, close } = await serveAccounts((userAgent) => {
    const [name = ''] = /world-\d+/.exec(userAgent) ?? [];
    const account = accounts.get(name);
    if (!account) throw new Error(`Nobody's call: ${userAgent}`);
    return account;
  });
  return {
    env: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated' },
    wireTo(account) {
      const name = `world-${accounts.size}`;
      accounts.set(name, account);
      return inVirtualTime(
        sdkWire({ region: 'eu-central-1', product: ['fargate-actions', name], clock: account.clock }),
        account,
      );
    },
    close,
  };
}

/** Calls take their time of the account's clock, whatever time they take of ours. */
function inVirtualTime(wire: Wire, { clock }: VirtualAws): Wire {
  return {
    async call(operation, input) {
      await clock.sleep(HALF_WAY_SECONDS);
      let retries = 0;
      try {
        const output = await clock.standStillFor(wire.call(operation, input));
        retries = retriesOf(output);
        return output;
      } catch (error) {
        retries = retriesOf(error);
        throw error;
      } finally {
        await clock.sleep(HALF_WAY_SECONDS + retries * RETRY_SECONDS);
      }
    },
  };
}

/** The SDK counts its attempts in all that it answers and throws. */
function retriesOf(ended: unknown): number {
  const { attempts = 1 } = (ended as { $metadata?: { attempts?: number } }).$metadata ?? {};
  return attempts - 1;
}
