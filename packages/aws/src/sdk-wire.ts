import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises';
import type { MetadataBearer, Pluggable } from '@smithy/types';
import { wholeAnswer } from './always-answered.ts';
import { ATTEMPT_SECONDS, CONNECT_SECONDS } from './call-limits.ts';
import type { ClientSettings } from './clients/settings.ts';
import type { Clock } from './clock.ts';
import type { Sender } from './exchange.ts';
import type { InputOf, Operation, OutputOf } from './operations.ts';
import { agentsThrough, type ProxyVariables } from './proxy.ts';
import { isRead, isRepeatable } from './repeatable.ts';
import { sentOnce } from './not-sent.ts';
import { signingClock, type SignedByClock } from './signing-clock.ts';
import { whenSent } from './when-sent.ts';
import type { CallOptions, Wire } from './wire.ts';

/** The part of an SDK client and its commands that the wire needs, the same for every service. */
interface Extensible {
  readonly middlewareStack: { use(plugin: Pluggable<object, MetadataBearer>): void };
}
interface Client extends Extensible {
  readonly config: { requestHandler: Sender } & SignedByClock;
  send(command: Extensible, options: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}
interface ClientModule {
  readonly client: (settings: ClientSettings) => Client;
  commands: Record<string, new (input: never) => Extensible>;
}

/** Each service's SDK client is a chunk of its own, loaded when first called: a run that asks AWS nothing starts without. */
const CLIENTS: Record<string, () => Promise<unknown>> = {
  ecs: () => import('./clients/ecs.ts'),
  'application-autoscaling': () => import('./clients/application-autoscaling.ts'),
  cloudwatch: () => import('./clients/cloudwatch.ts'),
  ec2: () => import('./clients/ec2.ts'),
  ecr: () => import('./clients/ecr.ts'),
  elasticloadbalancing: () => import('./clients/elasticloadbalancing.ts'),
  events: () => import('./clients/events.ts'),
  iam: () => import('./clients/iam.ts'),
  logs: () => import('./clients/logs.ts'),
  secretsmanager: () => import('./clients/secretsmanager.ts'),
  sns: () => import('./clients/sns.ts'),
  ssm: () => import('./clients/ssm.ts'),
  sts: () => import('./clients/sts.ts'),
  tag: () => import('./clients/tag.ts'),
};

export interface SdkSettings {
  /** As the user gave it; otherwise the SDK's own chain (`AWS_REGION`, profile) decides. */
  readonly region?: string;
  /** Name and version for the user agent. */
  readonly product: [name: string, version: string];
  /** Ends what takes too long. */
  readonly clock: Clock;
  /** Through which AWS is reached. */
  readonly proxy?: ProxyVariables | undefined;
}

/** Calls AWS through its SDK, building each service's clients when first needed. */
export function sdkWire(settings: SdkSettings): Wire {
  const clients = new Map<string, Promise<{ client: Client; commands: ClientModule['commands'] }>>();
  /** Of each call that has not left yet. */
  const leaving = new Set<Promise<undefined>>();
  const signing = signingClock(() => Date.now());

  function clientFor(service: string, isRead: boolean) {
    const key = `${service} ${isRead ? 'read' : 'write'}`;
    const known = clients.get(key);
    if (known) return known;
    const building = build(service, isRead);
    clients.set(key, building);
    return building;
  }

  async function build(service: string, isRead: boolean) {
    const load = CLIENTS[service];
    if (!load) throw new Error(`No SDK client for ${service}.`);
    // The modules differ in their input types only; `Operations` ties each operation to its own.
    const [{ client: clientOf, commands }, { readRetry, writeRetry, unknownMembers, wholeExchange }] =
      await Promise.all([load() as Promise<ClientModule>, import('./sdk-extras.ts')]);
    const client = clientOf({
      ...(settings.region && { region: settings.region }),
      retryStrategy: isRead ? readRetry() : writeRetry(),
      customUserAgent: [settings.product],
      requestHandler: {
        connectionTimeout: CONNECT_SECONDS * 1000,
        ...(settings.proxy && (await agentsThrough(settings.proxy))),
      },
    });
    const seconds = isRead ? ATTEMPT_SECONDS.read : ATTEMPT_SECONDS.write;
    client.config.requestHandler = wholeExchange(client.config.requestHandler, settings.clock, seconds);
    client.middlewareStack.use(unknownMembers);
    signing.share(client.config);
    return { client, commands };
  }

  return {
    prepare(operation) {
      // Whoever calls hears of a failure.
      clientFor(operation.split(':')[0] ?? '', isRead(operation)).catch(() => undefined);
    },
    async call<O extends Operation>(
      operation: O,
      input: InputOf<O>,
      { signal, confirm }: CallOptions = {},
    ): Promise<OutputOf<O>> {
      const [service = '', name = ''] = operation.split(':');
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const hasLeft = (): void => {
        leaving.delete(promise);
        resolve(undefined);
      };
      leaving.add(promise);
      try {
        const { client, commands } = await clientFor(service, isRepeatable(operation, input));
        const Command = commands[name];
        if (!Command) throw new Error(`No SDK command for ${operation}.`);
        const command = new Command(input as never);
        command.middlewareStack.use(whenSent(sentOnce(confirm), hasLeft));
        const output = await client.send(command, signal ? { abortSignal: signal } : {});
        return wholeAnswer(operation, output as OutputOf<O>);
      } finally {
        hasLeft();
      }
    },
    signingTime: () => signing.time(),
    async callsHaveLeft() {
      await Promise.all(leaving);
      // A connection is begun in one turn of the event loop, and what is sent over it in another.
      for (let turn = 0; turn < 2; turn++) await turnOfTheEventLoop();
    },
  };
}
