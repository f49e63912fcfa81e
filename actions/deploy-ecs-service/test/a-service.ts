import { anAccount, type Account, type DeployRun } from './an-account.ts';

/** Where the account's images are. */
export const REPOSITORY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend';

/** A task definition file as users of the official action have it. */
export function aTaskDefinition(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    family: 'web',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [aContainer()],
    ...changes,
  });
}

/** The container of that task definition. */
export function aContainer(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { name: 'app', image: `${REPOSITORY}:v1`, portMappings: [{ containerPort: 8000 }], ...changes };
}

/** A task definition file whose image is another one. */
export function withImage(image: string, changes: Readonly<Record<string, unknown>> = {}): string {
  return aTaskDefinition({ containerDefinitions: [aContainer({ image, ...changes })] });
}

/** The digest that a tag has now. */
export function digestOf({ emulator }: Account, tag: string): string {
  const answer = emulator.call('ecr:BatchGetImage', { repositoryName: 'amply-backend', imageIds: [{ imageTag: tag }] });
  return (answer as { images: { imageId: { imageDigest: string } }[] }).images[0]?.imageId.imageDigest ?? '';
}

/** Pushes another image under a tag. */
export function moveTag(account: Account, tag: string): void {
  const next = digestOf(account, `next of ${tag}`);
  for (const { images } of account.emulator.world.repositories) {
    for (const image of images) {
      image.tags = image.tags.filter((known) => known !== tag);
      if (image.digest === next) image.tags.push(tag);
    }
  }
}

/** What a service is created with, where a test wants something else. */
export interface ServiceSettings {
  readonly cluster?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** An account in which the service `web` runs one task of revision 1, which is no file's. */
export async function anAccountWithService(settings: ServiceSettings = {}): Promise<Account> {
  const account = anAccount();
  await addService(account, settings);
  return account;
}

/** Creates that service in an account, and waits until it is steady. */
export async function addService(
  { emulator, wait }: Account,
  { cluster = 'default', fields = {} }: ServiceSettings = {},
): Promise<void> {
  emulator.call('ecs:CreateCluster', { clusterName: cluster });
  const before = JSON.parse(withImage(`${REPOSITORY}:v0`)) as object;
  emulator.call('ecs:RegisterTaskDefinition', before);
  emulator.call('ecs:CreateService', {
    cluster,
    serviceName: 'web',
    taskDefinition: 'web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: emulator.world.subnets.map(({ id }) => id) } },
    ...fields,
  });
  await wait(300);
}

/** Deploys a task definition file to the service `web`, as with the official action. */
export function deployWeb(
  account: Account,
  given: Readonly<Record<string, string>> = {},
  file = aTaskDefinition(),
): Promise<DeployRun> {
  return account.deploy({
    with: { 'task-definition': 'task-definition.json', service: 'web', ...given },
    files: { 'task-definition.json': file },
  });
}
