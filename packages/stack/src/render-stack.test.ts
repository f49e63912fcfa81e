import { Diagnostics, isList, valueAt, type Json } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { renderStack } from './render-stack.ts';
import { anAccount, type Account } from '../test/an-account.ts';
import { aDocument, aStack, aStackService, placed, STACK } from '../test/stacks.ts';

const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const SHARED = '999988887777.dkr.ecr.eu-central-1.amazonaws.com';
const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;

interface Rendering {
  /** The image of the container in the file. */
  readonly written?: string;
  /** The image of the run. */
  readonly given?: string;
  readonly fields?: string;
  /** Secrets of the container, name -> valueFrom. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly defaults?: string;
  readonly account?: Account;
  readonly region?: string;
  readonly isSingleton?: boolean;
  /** `image.registry` of stack.yml. */
  readonly stackRegistry?: string;
  /** The input `registry`. */
  readonly registry?: string;
}

async function rendered(rendering: Rendering = {}) {
  const { written = 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest', given, fields = '' } = rendering;
  const secrets = Object.entries(rendering.secrets ?? {}).map(([name, valueFrom]) => ({ name, valueFrom }));
  const account = rendering.account ?? anAccount();
  const diagnostics = new Diagnostics();
  const {
    defaults = '{ executionRoleArn: amply-task-execution }',
    region = 'eu-central-1',
    isSingleton = false,
    stackRegistry,
    registry,
  } = rendering;
  const stack = aStack({
    region,
    image: { repository: 'amply-backend', ...(stackRegistry !== undefined && { registry: stackRegistry }) },
    document: aDocument(`${STACK}defaults: ${defaults}\n`, 'stack.yml'),
  });
  const file = `family: shop-api\ncpu: 256\nmemory: 512\n${fields}\ncontainerDefinitions:\n  - name: web\n    image: "${written}"\n    secrets: ${JSON.stringify(secrets)}\n`;
  const service = aStackService({ taskDefinition: aDocument(file, 'task.yml'), isSingleton });
  const result = await account.clock.run(
    renderStack(stack, [service], { image: given, registry }, account.aws, diagnostics),
  );
  const definition = result[0]?.taskDefinition.value;
  return {
    result,
    definition,
    image: definition === undefined ? undefined : valueAt(definition, ['containerDefinitions', 0, 'image']),
    errors: placed(diagnostics).filter((one) => one.startsWith('error')),
    notices: diagnostics.all.filter(({ severity }) => severity === 'notice').map(({ rule }) => rule),
    asked: account.emulator.requests.filter(({ service }) => service === 'ecr').map(({ body }) => body),
    denials: account.aws.gaps.all.map(({ permission }) => permission),
  };
}

const digestOf = async (written: string): Promise<Json | undefined> => (await rendered({ written })).image;

describe('the image of a container', () => {
  test('of the stack’s repository, in a registry that the file leaves open, is the digest that its tag has now', async () => {
    const { image, errors } = await rendered();
    expect(errors).toEqual([]);
    expect(image).toMatch(new RegExp(`^${REGISTRY}/amply-backend@sha256:[0-9a-f]{64}$`));
  });

  test('of the stack’s repository, with its registry in full, too', async () => {
    expect(await digestOf(`${REGISTRY}/amply-backend:latest`)).toBe((await rendered()).image);
  });

  test('without a tag is that of latest', async () => {
    expect(await digestOf(`${REGISTRY}/amply-backend`)).toBe((await rendered()).image);
  });

  test.each([
    { name: 'by digest', written: `${REGISTRY}/amply-backend@${DIGEST}`, image: `${REGISTRY}/amply-backend@${DIGEST}` },
    {
      name: 'by tag and digest',
      written: `${REGISTRY}/amply-backend:v1@${DIGEST}`,
      image: `${REGISTRY}/amply-backend@${DIGEST}`,
    },
    { name: 'of Docker Hub', written: 'nginx:1.27', image: 'nginx:1.27' },
    { name: 'of another registry', written: 'ghcr.io/org/amply-backend:1', image: 'ghcr.io/org/amply-backend:1' },
    {
      name: 'of another repository in ECR, by tag',
      written: `${REGISTRY}/sidecar:1`,
      image: `${REGISTRY}/sidecar:1`,
    },
  ])('$name stays as it is', async ({ written, image }) => {
    const result = await rendered({ written });
    expect({ image: result.image, errors: result.errors, asked: result.asked }).toEqual({
      image,
      errors: [],
      asked: [],
    });
  });

  test.each<Rendering & { name: string; is: string; notice?: boolean }>([
    { name: 'of the file', written: `${SHARED}/amply-backend:v1`, given: `amply-backend@${DIGEST}`, is: SHARED },
    { name: 'of stack.yml', stackRegistry: SHARED, given: `amply-backend@${DIGEST}`, is: SHARED },
    {
      name: 'of stack.yml, also without an image of the run',
      stackRegistry: SHARED,
      written: `xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@${DIGEST}`,
      is: SHARED,
    },
    {
      name: 'of stack.yml before that of the file, which is said',
      stackRegistry: SHARED,
      written: `${REGISTRY}/amply-backend:v1`,
      given: `amply-backend@${DIGEST}`,
      is: SHARED,
      notice: true,
    },
    {
      name: 'of the input before that of stack.yml',
      registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com',
      stackRegistry: SHARED,
      given: `amply-backend@${DIGEST}`,
      is: '111122223333.dkr.ecr.eu-central-1.amazonaws.com',
    },
    {
      name: 'of the file, in which the run has no image',
      stackRegistry: SHARED,
      written: `${REGISTRY}/amply-backend@${DIGEST}`,
      is: REGISTRY,
    },
    {
      name: 'of the image itself',
      stackRegistry: SHARED,
      given: `${REGISTRY}/amply-backend@${DIGEST}`,
      is: REGISTRY,
    },
  ])('is in the registry $name', async ({ name: _, is, notice = false, ...rendering }) => {
    const result = await rendered(rendering);
    expect(result).toMatchObject({ image: `${is}/amply-backend@${DIGEST}`, errors: [], asked: [] });
    expect(result.notices.includes('image/registry-replaced')).toBe(notice);
  });

  test('by tag in another account’s registry is looked up there', async () => {
    const { asked, errors } = await rendered({ written: `${SHARED}/amply-backend:v1`, given: 'amply-backend:v2' });
    expect(asked).toEqual([expect.objectContaining({ registryId: '999988887777', imageIds: [{ imageTag: 'v2' }] })]);
    // The emulator has no other account's images.
    expect(errors).toEqual(['error image/not-found']);
  });

  test.each<{ name: string; given: string; image: string | RegExp }>([
    {
      name: 'image-ref, without the account',
      given: `amply-backend@${DIGEST}`,
      image: `${REGISTRY}/amply-backend@${DIGEST}`,
    },
    {
      name: 'a full reference by digest, of another account',
      given: `210987654321.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@${DIGEST}`,
      image: `210987654321.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@${DIGEST}`,
    },
    {
      name: 'a tag, which is pinned',
      given: 'amply-backend:v2',
      image: new RegExp(`^${REGISTRY}/amply-backend@sha256:[0-9a-f]{64}$`),
    },
    {
      name: 'a full reference by tag, which is pinned',
      given: `${REGISTRY}/amply-backend:v2`,
      image: new RegExp(`^${REGISTRY}/amply-backend@sha256:[0-9a-f]{64}$`),
    },
    {
      name: 'another repository, by digest',
      given: `shop@${OTHER_DIGEST}`,
      image: `${REGISTRY}/shop@${OTHER_DIGEST}`,
    },
    {
      name: 'one of a registry that is not ECR',
      given: 'ghcr.io/org/shop:v2',
      image: 'ghcr.io/org/shop:v2',
    },
  ])('of the stack’s repository gives way to the run’s: $name', async ({ given, image }) => {
    const result = await rendered({ given });
    expect(result.errors).toEqual([]);
    expect(result.image).toEqual(typeof image === 'string' ? image : expect.stringMatching(image));
  });

  test('of the stack’s repository, by digest and in full, gives way to the run’s as well', async () => {
    const { image } = await rendered({
      written: `${REGISTRY}/amply-backend@${OTHER_DIGEST}`,
      given: `amply-backend@${DIGEST}`,
    });
    expect(image).toBe(`${REGISTRY}/amply-backend@${DIGEST}`);
  });

  test('of another repository does not give way to the run’s', async () => {
    const { image } = await rendered({ written: 'nginx:1.27', given: `amply-backend@${DIGEST}` });
    expect(image).toBe('nginx:1.27');
  });

  test.each([
    {
      name: 'whose repository does not exist',
      written: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/nothing:1',
      errors: ['error image/not-found task.yml:7:12'],
    },
    { name: 'that is given and malformed', given: 'Not An Image', errors: ['error image/malformed'] },
    { name: 'that is given and does not exist', given: 'nothing:1', errors: ['error image/not-found'] },
  ])('$name is an error', async ({ written, given, errors }) => {
    const result = await rendered({ ...(written && { written }), ...(given && { given }) });
    expect(result.errors).toEqual(expect.arrayContaining(errors));
  });

  test('whose digest may not be asked for is deployed by its tag, with a notice', async () => {
    const { image, denials, errors } = await rendered({ account: anAccount({ denied: ['ecr:*'] }) });
    expect({ image, denials, errors }).toEqual({
      image: `${REGISTRY}/amply-backend:latest`,
      denials: ['ecr:BatchGetImage'],
      errors: [],
    });
  });

  test('that lies in another region is deployed by its tag, with a notice: ECR here knows nothing of it', async () => {
    const given = '123456789012.dkr.ecr.us-east-1.amazonaws.com/amply-backend:v1';
    const { image, notices, errors, asked } = await rendered({ given });
    expect({ image, errors, asked }).toEqual({ image: given, errors: [], asked: [] });
    expect(notices).toContain('image/other-region');
  });
});

describe('the digest of a tag', () => {
  test('is asked for once a run, however many containers have it', async () => {
    const account = anAccount();
    const diagnostics = new Diagnostics();
    const written = `image: "${REGISTRY}/amply-backend:latest"`;
    const file = `family: f\ncpu: 256\nmemory: 512\ncontainerDefinitions: [{ name: a, ${written} }, { name: b, ${written}, essential: false }]`;
    const services = ['one', 'two'].map((key) => aStackService({ key, taskDefinition: aDocument(file, 'task.yml') }));
    const stack = aStack({
      image: { repository: 'amply-backend' },
      document: aDocument(`${STACK}defaults: { executionRoleArn: amply-task-execution }\n`, 'stack.yml'),
    });
    await account.clock.run(renderStack(stack, services, { image: undefined }, account.aws, diagnostics));
    expect(account.emulator.requests.filter(({ operation }) => operation === 'BatchGetImage')).toHaveLength(1);
  });
});

describe('a rendered task definition', () => {
  test('has the defaults of stack.yml in its gaps, looked up', async () => {
    const { definition, errors } = await rendered();
    expect(errors).toEqual([]);
    expect(definition).toMatchObject({
      family: 'shop-api',
      executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
    });
  });

  test('keeps what it has itself', async () => {
    const { definition } = await rendered({
      fields: 'executionRoleArn: arn:aws:iam::123456789012:role/own',
      defaults: '{ executionRoleArn: amply-task-execution, taskRoleArn: amply-task }',
    });
    expect(definition).toMatchObject({
      executionRoleArn: 'arn:aws:iam::123456789012:role/own',
      taskRoleArn: 'arn:aws:iam::123456789012:role/amply-task',
    });
  });

  test.each([
    {
      name: 'a role that does not exist is an error at its place',
      fields: 'taskRoleArn: nobody',
      errors: ['error names/role task.yml:4:14'],
    },
    {
      name: 'a default that does not exist is an error where stack.yml has it',
      defaults: '{ executionRoleArn: nobody }',
      errors: ['error names/role stack.yml:6:31'],
    },
  ])('$name', async ({ fields, defaults, errors }) => {
    const result = await rendered({ ...(fields && { fields }), ...(defaults && { defaults }) });
    expect(result.errors).toEqual(errors);
  });

  test('names that may not be looked up become what AWS takes without a look-up', async () => {
    const { errors, definition } = await rendered({
      fields: 'taskRoleArn: arn:aws:iam::...:role/team/amply-task',
      secrets: {
        DB: 'arn:aws:secretsmanager:...:amply/database-url:key::',
        KEY: 'arn:aws:ssm:...:parameter/amply/key',
      },
      account: anAccount({ denied: ['iam:GetRole', 'secretsmanager:*', 'ssm:*'] }),
    });
    expect(errors).toEqual([]);
    expect(definition).toMatchObject({
      taskRoleArn: 'amply-task',
      executionRoleArn: 'amply-task-execution',
      containerDefinitions: [
        {
          secrets: [
            { valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url:key::' },
            { valueFrom: '/amply/key' },
          ],
        },
      ],
    });
  });

  test('of a file that is no task definition is left out', async () => {
    const account = anAccount();
    const diagnostics = new Diagnostics();
    const service = aStackService({ taskDefinition: aDocument('- a list', 'task.yml') });
    const result = await account.clock.run(
      renderStack(aStack(), [service], { image: undefined }, account.aws, diagnostics),
    );
    expect(result.filter(({ taskDefinition }) => isList(taskDefinition.value))).toEqual([]);
    expect(diagnostics.hasErrors).toBe(true);
  });
});
