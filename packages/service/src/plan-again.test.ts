import { awsPorts, type Aws } from '@fargate-actions/aws';
import { seedSurroundings, virtualAws } from '@fargate-actions/emulator';
import { Diagnostics, parseDocument, type JsonObject } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cleanService } from './service-file.ts';
import { planService, type ServiceRequest } from './service-plan.ts';
import type { ServiceWanted } from './service-spec.ts';
import { readService } from './service-state.ts';
import { aSpec, placed } from '../test/services.ts';

/** An account with a cluster, a target group, two subnets and two revisions of a task definition. */
function anAccount() {
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0, 0], skewSeconds: 0 });
  seedSurroundings(emulator.world);
  const { subnets, securityGroups, targetGroups } = emulator.world;
  emulator.call('ecs:PutClusterCapacityProviders', {
    cluster: 'amply-prod',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  });
  const revisions = [1, 2].map((version) => {
    const registered = emulator.call('ecs:RegisterTaskDefinition', {
      family: 'shop-api',
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'app', image: `nginx:${version}`, portMappings: [{ containerPort: 8000 }] }],
    }) as { taskDefinition: { taskDefinitionArn: string } };
    return registered.taskDefinition.taskDefinitionArn;
  });
  return {
    aws: awsPorts(wire, clock),
    clock,
    revisions,
    subnets: subnets.map(({ id }) => id),
    securityGroup: securityGroups[0]?.id ?? '',
    targetGroup: targetGroups[0]?.arn ?? '',
  };
}

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Files of a service, of everything that a file may say and the emulator knows. */
const files = fc.record({
  desiredCount: maybe(fc.nat({ max: 3 })),
  place: fc.oneof(
    fc.constant({ launchType: 'FARGATE' }),
    fc.constant({}),
    fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.boolean()).map(([weight, base, isSpotFirst]) => {
      const items = [
        { capacityProvider: 'FARGATE', base, weight: weight + 1 },
        { capacityProvider: 'FARGATE_SPOT', ...(weight > 0 && { weight }) },
      ];
      return { capacityProviderStrategy: isSpotFirst ? items.toReversed() : items };
    }),
  ),
  subnets: fc.constantFrom([0], [1], [0, 1], [1, 0]),
  hasSecurityGroup: fc.boolean(),
  assignPublicIp: maybe(fc.constantFrom('ENABLED', 'DISABLED')),
  percents: fc.constantFrom(
    {},
    { minimumHealthyPercent: 50 },
    { maximumPercent: 150 },
    { minimumHealthyPercent: 0, maximumPercent: 100 },
    { minimumHealthyPercent: 100, maximumPercent: 200 },
  ),
  breaker: maybe(fc.record({ enable: fc.boolean(), rollback: fc.boolean() })),
  strategy: maybe(fc.constant('ROLLING')),
  rebalancing: maybe(fc.constantFrom('ENABLED', 'DISABLED')),
  platformVersion: maybe(fc.constantFrom('LATEST', '1.4.0')),
  enableExecuteCommand: maybe(fc.boolean()),
  enableECSManagedTags: maybe(fc.boolean()),
  propagateTags: maybe(fc.constantFrom('NONE', 'SERVICE', 'TASK_DEFINITION')),
  balancing: fc.constantFrom('nothing', 'none', 'one', 'one, with grace'),
  controller: maybe(fc.constant({ type: 'ECS' })),
});

type Given = typeof files extends fc.Arbitrary<infer T> ? T : never;

/** The file in words of an account. */
function fileOf(given: Given, { subnets, securityGroup, targetGroup }: ReturnType<typeof anAccount>): JsonObject {
  const hasRoom = given.percents.maximumPercent === undefined || given.percents.maximumPercent > 100;
  const one = { targetGroupArn: targetGroup, containerName: 'app', containerPort: 8000 };
  // Through text, as a file comes: what is undefined is not there.
  return JSON.parse(
    JSON.stringify({
      desiredCount: given.desiredCount,
      ...given.place,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: given.subnets.map((index) => subnets[index]),
          ...(given.hasSecurityGroup && { securityGroups: [securityGroup] }),
          assignPublicIp: given.assignPublicIp,
        },
      },
      deploymentConfiguration: {
        ...given.percents,
        deploymentCircuitBreaker: given.breaker,
        strategy: given.strategy,
      },
      availabilityZoneRebalancing: hasRoom ? given.rebalancing : undefined,
      platformVersion: given.platformVersion,
      enableExecuteCommand: given.enableExecuteCommand,
      enableECSManagedTags: given.enableECSManagedTags,
      propagateTags: given.propagateTags,
      ...(given.balancing !== 'nothing' && { loadBalancers: given.balancing === 'none' ? [] : [one] }),
      ...(given.balancing === 'one, with grace' && { healthCheckGracePeriodSeconds: 30 }),
      // A grace period can't stay where the load balancer goes.
      ...(given.balancing === 'none' && { healthCheckGracePeriodSeconds: 0 }),
      deploymentController: given.controller,
    }),
  ) as JsonObject;
}

/** The same file with the lists whose order means nothing the other way round. */
function turnedAround(file: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(file, (key, value: unknown) =>
      ['subnets', 'capacityProviderStrategy'].includes(key) && Array.isArray(value) ? value.toReversed() : value,
    ),
  ) as JsonObject;
}

async function planOf(file: JsonObject, taskDefinition: string, aws: Aws) {
  const diagnostics = new Diagnostics();
  const document = parseDocument(JSON.stringify(file), 'service.yml', diagnostics);
  if (!document) throw new Error('It is JSON.');
  const spec: ServiceWanted = aSpec('{}', {
    cluster: 'amply-prod',
    document: cleanService(document, diagnostics),
    taskDefinition,
  });
  const found = await readService(spec, aws);
  const changes = planService(found, spec, taskDefinition, diagnostics);
  return { changes, errors: placed(diagnostics).filter((one) => one.startsWith('error')) };
}

async function send(request: ServiceRequest | undefined, taskDefinition: string, aws: Aws): Promise<void> {
  if (request?.kind === 'create') await aws.services.create({ ...request.input, taskDefinition });
  if (request?.kind === 'update')
    await aws.services.update({ ...request.input, ...(request.sendsTaskDefinition && { taskDefinition }) });
}

test('once AWS has what a plan sends, planning again finds no difference, whatever was there before', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(files, fc.nat({ max: 1 })), { minLength: 1, maxLength: 3 }), async (steps) => {
      const account = anAccount();
      const { aws, clock, revisions } = account;
      for (const [given, revision] of steps) {
        const file = fileOf(given, account);
        const taskDefinition = revisions[revision] ?? '';
        const first = await clock.run(planOf(file, taskDefinition, aws));
        if (first.errors.length > 0) continue;
        await clock.run(send(first.changes.request, taskDefinition, aws));
        // What has no order may come in any.
        const again = await clock.run(planOf(turnedAround(file), taskDefinition, aws));
        expect({ errors: again.errors, differences: again.changes.differences }).toEqual({
          errors: [],
          differences: [],
        });
        expect(['none', 'watch']).toContain(again.changes.action);
      }
    }),
    { numRuns: 150 },
  ));
