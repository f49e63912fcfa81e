import type { Json } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { loaded, STACK, type Run } from '../test/stacks.ts';

const valueOf = async (files: Record<string, string>, run: Run = {}): Promise<Json | undefined> => {
  const { stack, found } = await loaded(files, run);
  expect(found.filter((one) => one.startsWith('error'))).toEqual([]);
  return stack?.services[0]?.taskDefinition.value;
};

describe('a stack', () => {
  test('is what its file and the files of its services say', async () => {
    const { stack, found, accountAsked } = await loaded({
      'stack.yml': `name: shop
region: eu-central-1
vpc: main
cluster: { name: shop-prod, capacityProviders: [FARGATE] }
services:
  api:
    taskDefinition: api/task.yml
    containers: { web: api/health.yml }
    service: [api/service.yml, api/deployment.yml]
    scaling: { policy: api/scaling.yml, maxCapacity: 4 }
  beat: { taskDefinition: worker/task.yml, service: worker/service.yml, singleton: true, after: [api] }
`,
      'api/health.yml': 'healthCheck: { retries: 3 }',
      'api/deployment.yml': 'deploymentConfiguration: { maximumPercent: 150 }',
      'api/scaling.yml': 'scalingPolicy: { targetValue: 70 }',
    });
    expect(found).toEqual([]);
    expect(accountAsked).toEqual([]);
    expect(stack).toMatchObject({
      name: 'shop',
      environment: undefined,
      isProduction: true,
      region: 'eu-central-1',
      vpc: 'main',
      cluster: { name: 'shop-prod', capacityProviders: ['FARGATE'] },
    });
    const [api, beat] = stack?.services ?? [];
    expect(api).toMatchObject({ key: 'api', name: 'shop-api', isSingleton: false, after: [] });
    expect(api?.scaling).toMatchObject({ minCapacity: undefined, maxCapacity: 4 });
    expect(api?.scaling?.policy.value).toEqual({ scalingPolicy: { targetValue: 70 } });
    expect(api?.service.value).toEqual({
      serviceName: 'shop-api',
      deploymentConfiguration: { maximumPercent: 150 },
    });
    expect(api?.containerFiles.get('web')?.value).toEqual({ healthCheck: { retries: 3 } });
    expect(beat).toMatchObject({
      key: 'beat',
      name: 'shop-worker',
      isSingleton: true,
      scaling: undefined,
      after: ['api'],
    });
  });

  test('calls a service without serviceName by its key', async () => {
    const { stack } = await loaded({ 'api/service.yml': 'desiredCount: 1' });
    expect(stack?.services[0]?.name).toBe('api');
  });

  test.each([
    {
      name: 'as describe-services answers',
      text: '{"services": [{"serviceName": "web", "desiredCount": 1}], "failures": []}',
    },
    { name: 'alone', text: '{"service": {"serviceName": "web", "desiredCount": 1}}' },
  ])('unwraps a service $name', async ({ text }) => {
    const { stack, found } = await loaded({ 'api/service.yml': text });
    expect(found).toEqual([]);
    expect(stack?.services[0]).toMatchObject({ name: 'web', service: { value: { desiredCount: 1 } } });
  });

  test.each([
    { name: 'as describe-target-groups answers', wrapper: (group: string) => `{"TargetGroups": [${group}]}` },
    { name: 'alone', wrapper: (group: string) => `{"TargetGroup": ${group}}` },
    { name: 'bare', wrapper: (group: string) => group },
  ])('unwraps a target group $name', async ({ wrapper }) => {
    const group = JSON.stringify({
      TargetGroupArn: 'arn:aws:elasticloadbalancing:r-1:1:targetgroup/web/1',
      TargetGroupName: 'web',
      Port: 80,
      VpcId: 'vpc-1',
      HealthCheckPath: '/health',
      Matcher: { HttpCode: '200' },
    });
    const { stack, found } = await loaded({
      'stack.yml': STACK.replace('service: api/service.yml', 'service: api/service.yml, targetGroup: api/group.json'),
      'api/group.json': wrapper(group),
    });
    expect(found).toEqual([]);
    expect(stack?.services[0]?.targetGroup?.value).toEqual({
      healthCheckPath: '/health',
      matcher: { httpCode: '200' },
    });
  });

  test('may be JSON', async () => {
    const { stack, found } = await loaded({
      'stack.yml': '{"name":"shop","region":"r-1","cluster":{"name":"c"},"services":{}}',
    });
    expect(found).toEqual([]);
    expect(stack).toMatchObject({ name: 'shop', services: [] });
  });
});

/** What is wrong with a stack.yml: the place and rule of each error, and a word of one's message or hint. */
interface Wrong {
  readonly name: string;
  readonly stack: string;
  readonly found: readonly string[];
  readonly says?: string | RegExp;
}

const services = (text: string): string => STACK.replace(/services:[^]*/, `services:\n${text}`);
const api = (fields: string): string =>
  services(`  api: { taskDefinition: api/task.yml, service: api/service.yml, ${fields} }\n`);

describe('a stack.yml is refused that', () => {
  test.each<Wrong>([
    { name: 'is empty', stack: '', found: ['error files/empty stack.yml:1:1'] },
    { name: 'is a list', stack: '- a', found: ['error stack/type stack.yml:1:1'] },
    {
      name: 'has no name',
      stack: STACK.replace('name: shop\n', ''),
      found: ['error stack/missing-key stack.yml:1:1'],
      says: 'stack.yml needs `name`.',
    },
    {
      name: 'has no cluster and no services',
      stack: 'name: shop\nregion: r',
      found: ['error stack/missing-key stack.yml:1:1', 'error stack/missing-key stack.yml:1:1'],
      says: 'stack.yml needs `cluster`.',
    },
    {
      name: 'has a name with blanks',
      stack: STACK.replace('name: shop', 'name: my shop'),
      found: ['error stack/type stack.yml:1:7'],
      says: '`name` has letters, digits, hyphens and underscores only.',
    },
    {
      name: 'names the cluster by a text',
      stack: STACK.replace('{ name: shop-prod }', 'shop-prod'),
      found: ['error stack/type stack.yml:3:10'],
      says: /`cluster` must be a mapping/,
    },
    {
      name: 'has a cluster without a name',
      stack: STACK.replace('{ name: shop-prod }', '{ containerInsights: enabled }'),
      found: ['error stack/missing-key stack.yml:3:10'],
      says: 'stack.yml needs `cluster.name`.',
    },
    {
      name: 'mistypes a key',
      stack: STACK.replace('region:', 'regoin:'),
      found: ['error stack/unknown-key stack.yml:2:1'],
      says: 'Did you mean region?',
    },
    {
      name: 'has a key like no other',
      stack: `${STACK}zzzzzz: 1\n`,
      found: ['error stack/unknown-key stack.yml:6:1'],
      says: /There are: \$schema, name, region, /,
    },
    {
      name: 'mistypes a key of a service',
      stack: api('singelton: true'),
      found: ['error stack/unknown-key stack.yml:5:66'],
      says: 'stack.yml has no key `singelton` in services.api.',
    },
    {
      name: 'mistypes a key of the cluster',
      stack: STACK.replace('name: shop-prod', 'name: shop-prod, capacityProvider: [FARGATE]'),
      found: ['error stack/unknown-key stack.yml:3:29'],
      says: 'Did you mean capacityProviders?',
    },
    {
      name: 'mistypes a key in an environment, though another is selected',
      stack: `${STACK}environments:\n  staging: { prodcution: false }\n`,
      found: ['error stack/unknown-key stack.yml:7:14'],
      says: 'Did you mean production?',
    },
    {
      name: 'mistypes a key of a service in an environment',
      stack: `${STACK}environments:\n  staging: { services: { api: { scalling: a.yml } } }\n`,
      found: ['error stack/unknown-key stack.yml:7:33'],
      says: 'Did you mean scaling?',
    },
    {
      name: 'mistypes a key within scaling',
      stack: api('scaling: { policy: a.yml, maxCapcity: 3 }'),
      found: ['error stack/unknown-key stack.yml:5:92'],
      says: 'Did you mean maxCapacity?',
    },
    {
      name: 'lacks the policy within scaling',
      stack: api('scaling: { maxCapacity: 3 }'),
      found: ['error stack/missing-key stack.yml:5:75'],
      says: 'stack.yml needs `services.api.scaling.policy`.',
    },
    {
      name: 'counts in texts',
      stack: api('scaling: { policy: a.yml, maxCapacity: "3" }'),
      found: ['error stack/type stack.yml:5:105'],
      says: /`services\.api\.scaling\.maxCapacity` /,
    },
    {
      name: 'has a service without files',
      stack: services('  api: {}\n'),
      found: ['error stack/missing-key stack.yml:5:8', 'error stack/missing-key stack.yml:5:8'],
      says: 'stack.yml needs `services.api.taskDefinition`.',
    },
    {
      name: 'gives a number for a file',
      stack: services('  api: { taskDefinition: 1, service: api/service.yml }\n'),
      found: ['error stack/type stack.yml:5:26'],
      says: '`services.api.taskDefinition` must be text or a list, and here is a number.',
    },
    {
      name: 'gives an empty list of files',
      stack: services('  api: { taskDefinition: [], service: api/service.yml }\n'),
      found: ['error stack/type stack.yml:5:26'],
    },
    {
      name: 'says singleton in a text',
      stack: api('singleton: "yes"'),
      found: ['error stack/type stack.yml:5:77'],
    },
    {
      name: 'has a default of another kind',
      stack: `${STACK}defaults: { propagateTags: SERVICES }\n`,
      found: ['error stack/type stack.yml:6:28'],
      says: /SERVICE/,
    },
    {
      name: 'has a default that is none',
      stack: `${STACK}defaults: { desiredCount: 3 }\n`,
      found: ['error stack/unknown-key stack.yml:6:13'],
      says: /There are: executionRoleArn/,
    },
    {
      name: 'has off hours at no time of day',
      stack: `${STACK}environments:\n  staging: { offHours: { stop: "25:00", start: "07:00" } }\n`,
      found: ['error stack/type stack.yml:7:32'],
      says: /is a time of day/,
    },
    {
      name: 'has a variable that is a list',
      stack: `${STACK}variables: { A: [1] }\n`,
      found: ['error stack/type stack.yml:6:17'],
    },
    { name: 'is no YAML', stack: 'name: [', found: ['error files/unclosed stack.yml:1:7'] },
    {
      name: 'has several mistakes, all of which are shown',
      stack: STACK.replace('name: shop', 'nmae: shop').replace('region', 'regoin'),
      found: [
        'error stack/missing-key stack.yml:1:1',
        'error stack/unknown-key stack.yml:1:1',
        'error stack/unknown-key stack.yml:2:1',
      ],
    },
  ])('$name', async ({ stack, found, says }) => {
    const result = await loaded({ 'stack.yml': stack });
    expect(result.stack).toBeUndefined();
    expect(result.found).toEqual(found);
    const texts = result.diagnostics.all.flatMap(({ message, hint }) => [message, hint ?? '']);
    if (says !== undefined) expect(texts).toContainEqual(typeof says === 'string' ? says : expect.stringMatching(says));
  });

  test('is missing', async () => {
    const { stack, found } = await loaded({ 'stack.yml': undefined });
    expect(stack).toBeUndefined();
    expect(found).toEqual(['error files/missing']);
  });
});

describe('the files of a service', () => {
  test.each<Wrong & { files?: Record<string, string | undefined> }>([
    {
      name: 'that are missing are told at the place that names them, with what was meant',
      stack: services('  api: { taskDefinition: api/taks.yml, service: api/service.yml }\n'),
      found: ['error files/missing stack.yml:5:26'],
      says: 'Did you mean api/task.yml?',
    },
    {
      name: 'one of a list',
      stack: services('  api: { taskDefinition: api/task.yml, service: [api/service.yml, gone.yml] }\n'),
      found: ['error files/missing stack.yml:5:67'],
    },
    {
      name: 'of a container',
      stack: api('containers: { web: gone.yml }'),
      found: ['error files/missing stack.yml:5:85'],
    },
    {
      name: 'of its target group',
      stack: api('targetGroup: gone.yml'),
      found: ['error files/missing stack.yml:5:79'],
    },
    {
      name: 'outside of the workspace',
      stack: services('  api: { taskDefinition: ../secret.yml, service: /etc/passwd }\n'),
      found: ['error files/outside-workspace stack.yml:5:26', 'error files/outside-workspace stack.yml:5:50'],
    },
    {
      name: 'that are directories',
      stack: services('  api: { taskDefinition: api, service: api/service.yml }\n'),
      found: ['error files/is-directory stack.yml:5:26'],
    },
    {
      name: 'all of them',
      stack: services(
        '  api: { taskDefinition: a.yml, service: b.yml }\n  worker: { taskDefinition: c.yml, service: worker/service.yml }\n',
      ),
      found: [
        'error files/missing stack.yml:5:26',
        'error files/missing stack.yml:5:42',
        'error files/missing stack.yml:6:29',
      ],
    },
    {
      name: 'that are no YAML are told where they break',
      stack: STACK,
      files: { 'api/task.yml': 'family: x\n\tcpu: 1' },
      found: ['error files/tab-indent api/task.yml:2:1'],
    },
  ])('$name', async ({ stack, files, found, says }) => {
    const result = await loaded({ 'stack.yml': stack, ...files });
    expect(result.found).toEqual(found);
    if (says !== undefined) expect(result.diagnostics.all.map(({ hint }) => hint)).toContain(says);
  });

  test('are relative to stack.yml', async () => {
    // loadStack is told where stack.yml lies: everything else is relative to it.
    const { stack } = await loaded({
      'stack.yml': services('  api: { taskDefinition: ./api/../api/task.yml, service: api/service.yml }\n'),
    });
    expect(stack?.services).toHaveLength(1);
  });

  test('of one service being wrong does not hide what is wrong with the others', async () => {
    const { found } = await loaded({
      'stack.yml': services(
        '  api: { taskDefinition: gone.yml, service: api/service.yml }\n  worker: { taskDefinition: worker/task.yml, service: worker/service.yml }\n',
      ),
      'worker/service.yml': 'desiredCount: many',
    });
    expect(found).toEqual(['error files/missing stack.yml:5:26', 'error service/type worker/service.yml:1:15']);
  });
});

const ENVIRONMENTS = `${STACK}environments:
  staging:
    production: false
    region: eu-west-1
    cluster: { name: shop-staging }
    services: { api: { after: [] } }
    offHours: { stop: "20:00", start: "07:00" }
  europe: {}
`;

describe('an environment', () => {
  test('is merged over the rest', async () => {
    const { stack, found } = await loaded(
      { 'stack.yml': ENVIRONMENTS.replace('{ name: shop-prod }', '{ name: shop-prod, capacityProviders: [FARGATE] }') },
      { environment: 'staging' },
    );
    expect(found).toEqual([]);
    expect(stack).toMatchObject({
      environment: 'staging',
      isProduction: false,
      region: 'eu-west-1',
      cluster: { name: 'shop-staging', capacityProviders: ['FARGATE'] },
      base: { region: 'eu-central-1', cluster: 'shop-prod' },
      services: [{ key: 'api', name: 'shop-api' }],
    });
    expect(stack?.document.value).not.toHaveProperty('environments');
  });

  test('is production unless it says otherwise', async () => {
    const { stack } = await loaded({ 'stack.yml': ENVIRONMENTS }, { environment: 'europe' });
    expect(stack).toMatchObject({ environment: 'europe', isProduction: true, cluster: { name: 'shop-prod' } });
  });

  test('that is not selected changes nothing', async () => {
    const { stack } = await loaded({ 'stack.yml': ENVIRONMENTS });
    expect(stack).toMatchObject({ environment: undefined, isProduction: true, region: 'eu-central-1' });
  });

  test('replaces lists', async () => {
    const { stack } = await loaded(
      {
        'stack.yml': `${STACK.replace('{ name: shop-prod }', '{ name: shop-prod, capacityProviders: [FARGATE, FARGATE_SPOT] }')}environments: { dev: { cluster: { name: dev, capacityProviders: [FARGATE_SPOT] } } }\n`,
      },
      { environment: 'dev' },
    );
    expect(stack?.cluster).toEqual({ name: 'dev', capacityProviders: ['FARGATE_SPOT'] });
  });

  test.each([
    {
      name: 'that is mistyped',
      stack: ENVIRONMENTS,
      selected: 'stagin',
      at: 'stack.yml:6:1',
      hint: 'Did you mean staging?',
    },
    {
      name: 'like no other',
      stack: ENVIRONMENTS,
      selected: 'qa',
      at: 'stack.yml:6:1',
      hint: 'There are: staging, europe.',
    },
    { name: 'where there are none', stack: STACK, selected: 'qa', at: 'stack.yml:1:1', hint: 'There are: none.' },
    {
      name: 'called as what every object has',
      stack: ENVIRONMENTS,
      selected: 'constructor',
      at: 'stack.yml:6:1',
      hint: 'There are: staging, europe.',
    },
  ])('$name is refused', async ({ stack, selected, at, hint }) => {
    const result = await loaded({ 'stack.yml': stack }, { environment: selected });
    expect(result.stack).toBeUndefined();
    expect(result.found).toEqual([`error stack/unknown-environment ${at}`]);
    expect(result.diagnostics.all[0]?.hint).toBe(hint);
  });

  test('that adds half a service is told what it lacks, at its place', async () => {
    const { found } = await loaded(
      { 'stack.yml': `${STACK}environments:\n  dev: { services: { extra: { service: api/service.yml } } }\n` },
      { environment: 'dev' },
    );
    expect(found).toEqual(['error stack/missing-key stack.yml:7:29']);
  });
});

describe('the region', () => {
  test.each<{ name: string; stack: string; run?: Run; region: string | undefined }>([
    { name: 'is the file’s', stack: STACK, region: 'eu-central-1' },
    { name: 'is the input’s before the file’s', stack: STACK, run: { region: 'us-east-1' }, region: 'us-east-1' },
    {
      name: 'is the input’s before the environment’s',
      stack: ENVIRONMENTS,
      run: { region: 'us-east-1', environment: 'staging' },
      region: 'us-east-1',
    },
    {
      name: 'may come from a variable',
      stack: STACK.replace('eu-central-1', '${REGION:-eu-north-1}'),
      region: 'eu-north-1',
    },
    {
      name: 'may come from a variable of the file, though others there need the region',
      stack: `${STACK.replace('eu-central-1', '${REGION}')}variables: { BUCKET: "logs-\${AWS_REGION}", REGION: eu-south-1 }\n`,
      region: 'eu-south-1',
    },
  ])('$name', async ({ stack, run, region }) => {
    const result = await loaded({ 'stack.yml': stack }, run);
    expect(result.found).toEqual([]);
    expect(result.stack?.region).toBe(region);
  });

  test.each([
    {
      name: 'that is nowhere',
      stack: STACK.replace('region: eu-central-1\n', ''),
      found: ['error stack/region stack.yml:1:1'],
    },
    {
      name: 'that needs itself',
      stack: STACK.replace('eu-central-1', '${AWS_REGION}'),
      found: ['error files/unset-variable stack.yml:2:9'],
    },
    {
      name: 'that is an empty variable',
      stack: STACK.replace('eu-central-1', '${R:-}'),
      found: ['error stack/region stack.yml:1:1'],
    },
  ])('$name is an error', async ({ stack, found }) => {
    const result = await loaded({ 'stack.yml': stack });
    expect(result.found).toEqual(found);
    expect(result.stack).toBeUndefined();
  });
});

describe('a variable', () => {
  const using = (text: string) => ({ 'api/task.yml': `family: "${text}"` });
  const withVariables = (text: string, environment = '') => ({
    'stack.yml': `${STACK}variables: { ${text} }\n${environment}`,
  });

  test.each<{ name: string; files: Record<string, string>; run?: Run; family: string }>([
    { name: 'of the input', files: using('${A}'), run: { variables: 'A=input' }, family: 'input' },
    { name: 'of the file', files: { ...using('${A}'), ...withVariables('A: file') }, family: 'file' },
    { name: 'that is a number', files: { ...using('${A}'), ...withVariables('A: 8') }, family: '8' },
    { name: 'that is true', files: { ...using('${A}'), ...withVariables('A: true') }, family: 'true' },
    {
      name: 'of the input before the file’s',
      files: { ...using('${A}'), ...withVariables('A: file') },
      run: { variables: 'A=input' },
      family: 'input',
    },
    {
      name: 'of the environment before the file’s',
      files: {
        ...using('${A}-${B}'),
        ...withVariables('A: file, B: kept', 'environments: { dev: { variables: { A: dev } } }'),
      },
      run: { environment: 'dev' },
      family: 'dev-kept',
    },
    {
      name: 'of the input before the environment’s',
      files: { ...using('${A}'), ...withVariables('A: file', 'environments: { dev: { variables: { A: dev } } }') },
      run: { environment: 'dev', variables: 'A=input' },
      family: 'input',
    },
    {
      name: 'of the file before what is built in',
      files: { ...using('${ENVIRONMENT}'), ...withVariables('ENVIRONMENT: mine') },
      family: 'mine',
    },
    { name: 'ENVIRONMENT, without one', files: using('${ENVIRONMENT}'), family: 'production' },
    {
      name: 'ENVIRONMENT, with one',
      files: { ...using('${ENVIRONMENT}'), 'stack.yml': `${STACK}environments: { dev: {} }` },
      run: { environment: 'dev' },
      family: 'dev',
    },
    { name: 'AWS_REGION', files: using('${AWS_REGION}'), family: 'eu-central-1' },
    { name: 'COMMIT_SHA', files: using('${COMMIT_SHA}'), run: { commitSha: 'abc' }, family: 'abc' },
    { name: 'with a default', files: using('${NONE:-default}'), family: 'default' },
    {
      name: 'of the file that uses others',
      files: {
        ...using('${GROUP}'),
        ...withVariables('PREFIX: "/ecs/${ENVIRONMENT}", GROUP: "${PREFIX}/${NAME}"'),
      },
      run: { variables: 'NAME=api' },
      family: '/ecs/production/api',
    },
  ])('$name', async ({ files, run, family }) => {
    expect(await valueOf(files, run)).toEqual({ family });
  });

  test('stands in stack.yml itself, in names of files too', async () => {
    const { stack, found } = await loaded({
      'stack.yml': `${STACK.replace('shop-prod', '"shop-${STAGE}"').replace('api/task.yml', '"${DIR}/task.yml"')}variables: { STAGE: one, DIR: worker }\n`,
    });
    expect(found).toEqual([]);
    expect(stack?.cluster.name).toBe('shop-one');
    expect(stack?.services[0]?.taskDefinition.value).toEqual({ family: 'shop-worker' });
  });

  test.each([
    { name: 'that is set nowhere', files: using('${NONE}'), found: ['error files/unset-variable api/task.yml:1:9'] },
    {
      name: 'COMMIT_SHA that is not known',
      files: using('${COMMIT_SHA}'),
      found: ['error files/unset-variable api/task.yml:1:9'],
    },
    {
      name: 'in stack.yml that is set nowhere',
      files: { 'stack.yml': STACK.replace('shop-prod', '"${NONE}"') },
      found: ['error files/unset-variable stack.yml:3:18'],
    },
    {
      name: 'of the file that uses one behind it',
      files: withVariables('A: "${B}", B: 1'),
      found: ['error files/unset-variable stack.yml:6:17'],
    },
    {
      name: 'that could not be had, where it is used too',
      files: { 'stack.yml': `${STACK}variables: { A: "\${B}" }\nvpc: "\${A}"\n` },
      found: ['error files/unset-variable stack.yml:6:17', 'error files/unset-variable stack.yml:7:6'],
    },
    {
      name: 'of the file that uses itself',
      files: withVariables('A: "${A}"'),
      found: ['error files/unset-variable stack.yml:6:17'],
    },
  ])('$name is an error at its place', async ({ files, found }) => {
    expect((await loaded(files)).found).toEqual(found);
  });

  test('is never taken from the process environment', async () => {
    process.env['SHOP_TOKEN'] = 'a secret';
    try {
      const { found, stack } = await loaded(using('${SHOP_TOKEN}'));
      expect(found).toEqual(['error files/unset-variable api/task.yml:1:9']);
      expect(JSON.stringify(stack)).not.toContain('a secret');
    } finally {
      Reflect.deleteProperty(process.env, 'SHOP_TOKEN');
    }
  });

  test('AWS_ACCOUNT_ID is asked for only when a file names it, in the region of the stack', async () => {
    const without = await loaded();
    expect(without.accountAsked).toEqual([]);
    const withIt = await loaded(using('${AWS_ACCOUNT_ID}'), { region: 'us-east-1' });
    expect(new Set(withIt.accountAsked)).toEqual(new Set(['us-east-1']));
    expect(withIt.stack?.services[0]?.taskDefinition.value).toEqual({ family: '123456789012' });
  });

  test.each(['"${AWS_ACCOUNT_ID}"', '"${AWS_ACCOUNT_ID:-none}"'])('%s in stack.yml is asked for too', async (text) => {
    const { stack } = await loaded({ 'stack.yml': `${STACK}vpc: ${text}\n` });
    expect(stack?.vpc).toBe('123456789012');
  });
});

describe('the order of services', () => {
  const two = (api: string, worker: string) =>
    services(
      `  api: { taskDefinition: api/task.yml, service: api/service.yml, after: ${api} }\n  worker: { taskDefinition: worker/task.yml, service: worker/service.yml, after: ${worker} }\n`,
    );

  test.each([
    { name: 'is theirs', stack: two('[worker]', '[]'), found: [] },
    {
      name: 'names no service that is not there',
      stack: two('[wroker]', '[]'),
      found: ['error stack/unknown-service stack.yml:5:74'],
      says: 'Did you mean worker?',
    },
    {
      name: 'goes by keys, not by names in ECS',
      stack: two('[shop-worker]', '[]'),
      found: ['error stack/unknown-service stack.yml:5:74'],
      says: 'Services of this stack: api, worker.',
    },
    {
      name: 'has no cycle',
      stack: two('[worker]', '[api]'),
      found: ['error stack/cycle stack.yml:5:73', 'error stack/cycle stack.yml:6:82'],
    },
    { name: 'has no one after itself', stack: two('[api]', '[]'), found: ['error stack/cycle stack.yml:5:73'] },
  ])('$name', async ({ stack, found, says }) => {
    const result = await loaded({ 'stack.yml': stack });
    expect(result.found).toEqual(found);
    if (says) expect(result.diagnostics.all[0]?.hint).toBe(says);
  });

  test('behind a cycle is none itself', async () => {
    const { found } = await loaded({
      'stack.yml': services(
        ['a: [b]', 'b: [c]', 'c: [b]']
          .map((line) => line.split(': '))
          .map(([key, after]) => `  ${key}: { taskDefinition: api/task.yml, service: ${key}.yml, after: ${after} }\n`)
          .join(''),
      ),
      'a.yml': 'serviceName: a',
      'b.yml': 'serviceName: b',
      'c.yml': 'serviceName: c',
    });
    expect(found.map((one) => one.split(':')[1])).toEqual(['6', '7']);
  });

  test('two entries for one ECS service are refused', async () => {
    const { found, diagnostics } = await loaded({
      'stack.yml': two('[]', '[]'),
      'worker/service.yml': 'serviceName: shop-api',
    });
    expect(found).toEqual(['error stack/same-service stack.yml:6:3']);
    expect(diagnostics.all[0]?.message).toBe('api and worker are both the ECS service shop-api.');
  });
});
