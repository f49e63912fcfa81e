import type { Service } from '@aws-sdk/client-ecs';
import { hasShortArn, migrateShortArn, missingService } from '@fargate-actions/service';
import type { Observation } from './observation.ts';
import type { Refusal } from './refusal.ts';
import { aliveStrays, beatServices } from './tasks.ts';
import type { SingletonWanted } from './wanted.ts';

/** The rule of a service that ECS does not tag: it can't be replaced safely, and is a singleton all the same. */
export const SHORT_ARN = 'singleton/short-arn';

type Problem = Omit<Refusal, 'severity'> & {
  /** Two could run at once: with RedBeat's lock that does no harm. */
  readonly isOverlap?: true;
};

/**
 * All that keeps a live service from being a singleton, and that no change of its settings by us mends.
 *
 * Source: reference/ecs-facts.md, "At most one beat task".
 */
export function refusalsOf(seen: Observation, wanted: SingletonWanted): Refusal[] {
  const { service } = seen;
  if (!service || service.status === 'INACTIVE' || service.status === 'DRAINING') return [missing(seen, wanted)];
  return [
    ...asRefusals(ofService(asUpdated(service, wanted), seen, wanted), wanted),
    ...asRefusals(ofScaling(seen, wanted), wanted),
    ...refusalsBeside(seen, wanted),
  ];
}

/** What runs beat beside a service, whether or not that is there already. */
export function refusalsBeside(seen: Observation, wanted: SingletonWanted): Refusal[] {
  return asRefusals(ofOthers(seen, wanted), wanted);
}

function asRefusals(problems: readonly Problem[], { isRedBeat }: SingletonWanted): Refusal[] {
  return problems.map(({ isOverlap, ...problem }) => ({
    severity: isOverlap && isRedBeat ? 'warning' : 'error',
    ...problem,
  }));
}

function ofService(service: Service, seen: Observation, wanted: SingletonWanted): Problem[] {
  return [
    ...ofArn(service, wanted),
    ...ofController(service, wanted),
    ...ofDeployments(service, wanted),
    ...ofCapacity(service, seen, wanted),
  ];
}

/**
 * The service as the deploy itself makes it while no task is wanted: so what the files mend is no reason to refuse.
 *
 * An empty strategy leads back to the launch type. Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
function asUpdated(service: Service, { update }: SingletonWanted): Service {
  const { capacityProviderStrategy, deploymentConfiguration } = update?.to ?? {};
  return {
    ...service,
    ...(capacityProviderStrategy && { capacityProviderStrategy }),
    ...(capacityProviderStrategy?.length === 0 && { launchType: 'FARGATE' as const }),
    ...(deploymentConfiguration && {
      deploymentConfiguration: { ...service.deploymentConfiguration, ...deploymentConfiguration },
    }),
  };
}

function missing(seen: Observation, { service: name, cluster }: SingletonWanted): Refusal {
  const others = beatServices(seen).map((other) => other.name);
  const known = others.length > 0 ? ` Beat is run by ${others.join(', ')}.` : '';
  const { what, message, hint } = missingService(cluster, name, seen.others ?? []);
  const said = { severity: 'error', rule: `singleton/${what}-missing` } as const;
  if (seen.service?.status === 'DRAINING')
    return {
      ...said,
      message: `${name} is DRAINING: it is being deleted.`,
      hint: 'Wait until it is gone; `mode: deploy` with a stack then creates it anew.',
    };
  return { ...said, message, hint: `${hint} With a stack, \`mode: deploy\` creates a missing one.${known}` };
}

/** Without its mark, nobody would know of a replacement that was left half-way. */
function ofArn(service: Service, { service: name }: SingletonWanted): Problem[] {
  if (!hasShortArn(service)) return [];
  return [
    {
      rule: SHORT_ARN,
      message: `${name} has a short ARN (${service.serviceArn ?? ''}), and ECS does not tag such a service: a replacement could not be marked on it.`,
      hint: migrateShortArn(service),
    },
  ];
}

function ofController({ deploymentController, schedulingStrategy }: Service, { service }: SingletonWanted): Problem[] {
  const type = deploymentController?.type ?? 'ECS';
  return [
    ...(type === 'ECS'
      ? []
      : [
          {
            rule: 'singleton/controller',
            message: `${service} is deployed by the ${type} controller, which runs the old and the new beat at once.`,
            hint: "The controller of a service can't be changed: create the service anew with `deploymentController: { type: ECS }`.",
          },
        ]),
    ...(schedulingStrategy === 'DAEMON'
      ? [
          {
            rule: 'singleton/daemon',
            message: `${service} has the scheduling strategy DAEMON: one task on every instance, and none on Fargate.`,
            hint: 'Create the service anew with `schedulingStrategy: REPLICA`.',
          },
        ]
      : []),
  ];
}

function ofDeployments({ deploymentConfiguration = {} }: Service, { service }: SingletonWanted): Problem[] {
  const { strategy = 'ROLLING', earlySuccessCriteria, lifecycleHooks = [] } = deploymentConfiguration;
  const problems: Problem[] = [];
  if (strategy !== 'ROLLING')
    problems.push({
      rule: 'singleton/strategy',
      message: `${service} deploys by the strategy ${strategy}, which runs both revisions at once.`,
      hint: 'Set `deploymentConfiguration.strategy: ROLLING`.',
    });
  if (earlySuccessCriteria?.enable === true)
    problems.push({
      rule: 'singleton/early-success',
      message: `${service} has earlySuccessCriteria: a deployment counts as done while the old task still runs.`,
      hint: 'Set `deploymentConfiguration.earlySuccessCriteria: { enable: false }`.',
    });
  if (lifecycleHooks.length > 0)
    problems.push({
      rule: 'singleton/hooks',
      message: `${service} has lifecycle hooks, which can have ECS roll back: the old beat would start beside the new one.`,
      hint: 'Set `deploymentConfiguration.lifecycleHooks: []`.',
    });
  return problems;
}

const isOnDemand = (provider: string | undefined): boolean => provider === 'FARGATE';

function ofCapacity(service: Service, { defaultProviders }: Observation, wanted: SingletonWanted): Problem[] {
  const { launchType, capacityProviderStrategy = [] } = service;
  const own = capacityProviderStrategy.map(({ capacityProvider }) => capacityProvider ?? '');
  const named = own.filter((provider) => !isOnDemand(provider));
  if (named.length > 0)
    return [
      {
        rule: 'singleton/spot',
        message: `${wanted.service} runs on ${named.join(', ')}: Spot stops tasks with two minutes' notice, and ECS starts another beside the one that stops.`,
        hint: 'Use FARGATE alone: `launchType: FARGATE`, or a strategy of FARGATE only.',
        isOverlap: true,
      },
    ];
  const inherited = defaultProviders.filter((provider) => !isOnDemand(provider));
  if (own.length > 0 || launchType !== undefined || inherited.length === 0) return [];
  return [
    {
      rule: 'singleton/spot',
      message: `${wanted.service} names neither launchType nor strategy, and the default strategy of ${wanted.cluster} has ${inherited.join(', ')}.`,
      hint: 'Give the service `launchType: FARGATE`.',
      isOverlap: true,
    },
  ];
}

function ofScaling({ scalableTarget }: Observation, { service, mode }: SingletonWanted): Problem[] {
  if (!scalableTarget || mode === 'enforce') return [];
  const { min, max } = scalableTarget;
  const isOne = min === 1 && max === 1;
  return [
    {
      rule: 'singleton/scalable-target',
      message: isOne
        ? `Application Auto Scaling holds ${service} at 1 task, also while its old task must be gone: it would set the count that a deploy takes to 0 back to 1.`
        : `Application Auto Scaling scales ${service} from ${min} to ${max} tasks, also during deployments.`,
      hint: 'Remove the scalable target; `mode: enforce` does.',
    },
  ];
}

function ofOthers(seen: Observation, { service, strays: policy, mode }: SingletonWanted): Problem[] {
  const others = beatServices(seen);
  const strays = aliveStrays(seen);
  return [
    ...others.map(({ name, running }) => ({
      rule: 'singleton/second-service',
      message: `The service ${name} runs beat as well (${running} running).`,
      hint: `Set the desired count of ${name} to 0, or delete it; then deploy ${service} again.`,
      isOverlap: true as const,
    })),
    ...(policy === 'stop' || mode === 'enforce' ? [] : strays).map(({ arn, group }) => ({
      rule: 'singleton/stray',
      message: `The task ${arn.split('/').at(-1) ?? arn} (${group}) runs beat, and is not the service's.`,
      hint: 'Stop it, or set stop-strays to `true`.',
      isOverlap: true as const,
    })),
  ];
}
