import { createHash } from 'node:crypto';
import { awsPorts, type Aws } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll, type Resource } from '@fargate-actions/engine';

/** The repository of the seed, and where it is. */
export const PLACE = { registryId: '123456789012', repositoryName: 'amply-backend' };
export const REPOSITORY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend';

/** An AWS account in virtual time, with what the seed's files name, in eu-central-1. */
export interface Account {
  readonly aws: Aws;
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  /** What was sent that writes: `PutImage`, ... */
  readonly writes: () => string[];
  readonly denials: () => string[];
  /** Pushes an image of one platform; its digest. */
  readonly push: (name: string, ...tags: string[]) => Promise<string>;
  /** Runs a service with two tasks of an image, until it is at rest. */
  readonly runs: (service: string, image: string) => Promise<void>;
  /** Which image has a tag now. */
  readonly digestOf: (tag: string) => string | undefined;
}

/** An account that behaves as the scenario says. */
export function anAccount(scenario: ScenarioChange = {}): Account {
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  emulator.changeScenario(scenario);
  const aws = awsPorts(wire, clock);
  const repository = () => emulator.world.repositories.find(({ name }) => name === PLACE.repositoryName);
  return {
    aws,
    clock,
    emulator,
    writes: () =>
      emulator.requests.map(({ operation }) => operation).filter((name) => !/^(Describe|List|Get|BatchGet)/.test(name)),
    denials: () => aws.gaps.all.map(({ permission }) => permission),
    digestOf: (tag) => repository()?.images.find(({ tags }) => tags.includes(tag))?.digest,
    push: async (name, ...tags) => {
      const mediaType = 'application/vnd.oci.image.manifest.v1+json';
      const manifest = JSON.stringify({ schemaVersion: 2, mediaType, layers: [], annotations: { name } });
      for (const imageTag of tags.length > 0 ? tags : [undefined]) {
        emulator.call('ecr:PutImage', {
          ...PLACE,
          imageManifest: manifest,
          ...(imageTag !== undefined && { imageTag }),
        });
      }
      await clock.advance(60);
      return `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
    },
    runs: async (service, image) => {
      emulator.call('ecs:RegisterTaskDefinition', {
        family: service,
        cpu: '256',
        memory: '512',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
        containerDefinitions: [{ name: 'app', image }],
      });
      const isThere = emulator.world.services.some(({ name }) => name === service);
      if (isThere) emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service, taskDefinition: service });
      else {
        emulator.call('ecs:CreateService', {
          cluster: 'amply-prod',
          serviceName: service,
          taskDefinition: service,
          desiredCount: 2,
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: { subnets: [emulator.world.subnets[0]?.id ?? ''] } },
        });
      }
      await clock.advance(600);
    },
  };
}

/** Plans and applies resources in an account: what was planned, how each ended, what was reported. */
export async function applied(account: Account, ...resources: Resource[]) {
  const found = new Diagnostics();
  const plan = await account.clock.run(planAll(resources, found));
  const outcomes = found.hasErrors ? [] : await account.clock.run(applyPlan(plan, { clock: account.clock }));
  return {
    actions: plan.resources.map(({ changes }) => changes.action),
    differences: plan.resources.flatMap(({ changes }) => changes.differences.map(({ path }) => path)),
    results: outcomes.map(({ result }) => result),
    found: found.all.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
  };
}
