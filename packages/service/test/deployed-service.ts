import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import type { ScenarioChange } from '@fargate-actions/emulator';
import type { RolloutReport } from '../src/rollout-report.ts';
import { serviceResource } from '../src/service-resource.ts';
import type { ServiceWanted } from '../src/service-spec.ts';
import { anAccount, applied, type Account } from './an-account.ts';
import { aSpec } from './services.ts';

/** How these deployments are watched. */
export const SETTINGS = {
  waitMinutes: 30,
  logLines: 0,
  failFastAfter: 1,
  onFailure: 'rollback',
  onTimeout: 'leave',
  onCancel: 'leave',
} as const;

/** A service with what only its deployments tell. */
export const RICH = `
launchType: FARGATE
serviceConnectConfiguration: { enabled: true, namespace: shop }
volumeConfigurations: [{ name: data, managedEBSVolume: { roleArn: 'arn:aws:iam::123456789012:role/ebs', sizeInGiB: 10 } }]
vpcLatticeConfigurations: [{ roleArn: 'arn:aws:iam::123456789012:role/lattice', targetGroupArn: 'arn:aws:vpc-lattice:eu-central-1:123456789012:targetgroup/tg-1', portName: http }]
`;

const TAGS = ['v1', 'v2', 'broken'];

/** An account in which a service runs revision 1 as its file says, and there are a good and a broken one more. */
export async function aService(
  text: string,
  scenario: ScenarioChange = {},
  withVolume: readonly string[] = text === RICH ? TAGS : [],
) {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash' } }, ...scenario });
  const revisions = TAGS.map((tag) => register(account, tag, withVolume.includes(tag)));
  account.emulator.call('ecs:PutClusterCapacityProviders', {
    cluster: 'amply-prod',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  });
  const network = `networkConfiguration: { awsvpcConfiguration: { subnets: [${account.emulator.world.subnets[0]?.id}] } }`;

  /** Deploys a file with one of the revisions: what was written, and how it ended. */
  async function deploy(
    text: string,
    revision: 'v1' | 'v2' | 'broken',
    spec: Partial<ServiceWanted> = {},
    through: (aws: Aws) => Aws = (aws) => aws,
    signal?: AbortSignal,
  ) {
    const before = account.emulator.requests.length;
    const taskDefinition = revisions[TAGS.indexOf(revision)] ?? '';
    const wanted = aSpec(`${network}\n${text}`, {
      cluster: 'amply-prod',
      taskDefinition,
      rollout: SETTINGS,
      tags: { 'fargate-actions:run-id': '1', ...spec.ownTags },
      ...spec,
    });
    const { clock } = account;
    const aws = through(account.aws);
    const run = await applied<RolloutReport>(
      { ...account, signal },
      serviceResource(wanted, { aws, clock, progress: () => undefined }),
    );
    const requests = account.emulator.requests.slice(before);
    const sent = (operation: string) =>
      requests.filter((request) => request.operation === operation).map(({ body }) => body as Record<string, unknown>);
    const [outcome] = run.outcomes;
    const report = outcome && 'end' in outcome ? outcome.end : undefined;
    return { ...run, sent, outcome, status: report?.status };
  }

  const described = (): Service =>
    (
      account.emulator.call('ecs:DescribeServices', {
        cluster: 'amply-prod',
        services: ['shop-api'],
        include: ['TAGS'],
      }) as { services: [Service] }
    ).services[0];

  const first = await deploy(text, 'v1');
  if (first.status !== 'deployed') throw new Error(`The first deployment ended as ${first.status ?? 'nothing'}.`);
  return { account, deploy, described, network };
}

/** Registers a revision of the image with that tag, and gives its ARN. */
export function register({ emulator }: Account, tag: string, hasVolume = false): string {
  const registered = emulator.call('ecs:RegisterTaskDefinition', {
    family: 'shop-api',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [
      { name: 'app', image: `nginx:${tag}`, portMappings: [{ name: 'http', containerPort: 8000 }] },
    ],
    ...(hasVolume && { volumes: [{ name: 'data', configuredAtLaunch: true }] }),
  }) as { taskDefinition: { taskDefinitionArn: string } };
  return registered.taskDefinition.taskDefinitionArn;
}
