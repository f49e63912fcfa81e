import { awsPorts } from '@fargate-actions/aws';
import { emulatorWire } from '@fargate-actions/emulator';
import { Diagnostics, type Document } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aDashboardFile } from '../../test/a-dashboard.ts';
import { aMonitoredService, aMonitoredStack } from '../../test/a-stack.ts';
import {
  addTargetGroup,
  anAccount,
  applied,
  dashboardContext,
  type Account,
  type Applied,
} from '../../test/an-account.ts';
import { dashboardResource } from './dashboard-resource.ts';

const NAME = 'amply__amply-prod__eu-central-1';
const stack = aMonitoredStack({
  services: [aMonitoredService(), aMonitoredService({ name: 'amply-worker', targetGroups: [], queue: 'orders' })],
});

function apply(account: Account, body: 'generated' | Document, of = stack): Promise<Applied> {
  const diagnostics = new Diagnostics();
  return applied(account, [dashboardResource(of, body, dashboardContext(account), diagnostics)], diagnostics);
}
/** What differs, without the dashboard that it is about. */
async function changed(account: Account, body: 'generated' | Document, of = stack): Promise<readonly string[]> {
  return (await apply(account, body, of)).changes[`dashboard ${NAME}`] ?? [];
}
function bodyIn({ emulator }: Account): string {
  const answer = emulator.call('cloudwatch:GetDashboard', { DashboardName: NAME }) as { DashboardBody?: string };
  return answer.DashboardBody ?? '';
}
function setInsights({ emulator }: Account, value: 'enabled' | 'disabled'): void {
  const settings = [{ name: 'containerInsights', value }];
  emulator.call('ecs:UpdateClusterSettings', { cluster: 'amply-prod', settings });
}
function putByHand({ emulator }: Account, ...titles: readonly string[]): void {
  const widgets = titles.map((markdown) => ({ type: 'text', properties: { markdown } }));
  emulator.call('cloudwatch:PutDashboard', { DashboardName: NAME, DashboardBody: JSON.stringify({ widgets }) });
}
const rules = ({ diagnostics }: Applied): string[] => diagnostics.all.map(({ rule }) => rule);

/** A service that runs, and was deployed as often. */
function deploy({ emulator }: Account, times = 1, service = 'amply-api'): void {
  const { subnets, securityGroups } = emulator.world;
  for (let time = 0; time < times; time++) {
    emulator.call('ecs:RegisterTaskDefinition', {
      family: service,
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'app', image: 'shop/app:1' }],
    });
    const isThere = emulator.world.services.some(({ name }) => name === service);
    if (isThere) emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service, taskDefinition: service });
    else {
      emulator.call('ecs:CreateService', {
        cluster: 'amply-prod',
        serviceName: service,
        taskDefinition: service,
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: subnets.slice(0, 1).map(({ id }) => id),
            securityGroups: securityGroups.slice(0, 1).map(({ id }) => id),
          },
        },
      });
    }
    emulator.advance(600);
  }
}

describe('the dashboard of a stack', () => {
  test('is created, and the second run writes nothing', async () => {
    const account = anAccount();
    deploy(account);
    const before = account.writes().length;
    const { outcomes } = await apply(account, 'generated');
    expect(outcomes).toMatchObject([
      {
        result: 'applied',
        outputs: {
          name: NAME,
          url: `https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/${NAME}`,
        },
      },
    ]);
    expect((await apply(account, 'generated')).outcomes).toMatchObject([{ result: 'unchanged' }]);
    expect(account.writes().slice(before)).toEqual(['PutDashboard']);
  });

  test('finds the target group by its name, and its load balancer by that', async () => {
    const account = anAccount();
    await apply(account, 'generated');
    expect(bodyIn(account)).toMatch(
      /"TargetResponseTime","LoadBalancer","app\/[\w-]+\/\w+","TargetGroup","targetgroup\/amply-api-tg\/\w+"/,
    );
  });

  test('with a target group that there is not is an error that names those that there are', async () => {
    const account = anAccount();
    const of = aMonitoredStack({ services: [aMonitoredService({ targetGroups: ['amply-apo-tg'] })] });
    const { diagnostics } = await apply(account, 'generated', of);
    expect(diagnostics.all).toMatchObject([
      { rule: 'dashboard/target-group', hint: 'There are: amply-api-tg.', at: { file: 'stack.yml' } },
    ]);
    expect(account.writes()).toEqual([]);
  });

  test('shows a new deployment after the next run: one difference, though six graphs have it', async () => {
    const account = anAccount();
    deploy(account, 2);
    await apply(account, 'generated');
    expect(bodyIn(account)).toContain('"label":"amply-api:2"');
    deploy(account);
    const differences = await changed(account, 'generated');
    expect(differences).toEqual([
      expect.stringMatching(
        /^widgets\[amply-api: CPU, amply-api: memory, amply-api: running and desired tasks, 3 more\]\.properties\.annotations\.vertical\[.+Z\]$/,
      ),
    ]);
    expect(bodyIn(account)).toContain('"label":"amply-api:3"');
    expect(await changed(account, 'generated')).toEqual([]);
  });

  test('shows the ten newest deployments', async () => {
    const account = anAccount();
    deploy(account, 12);
    await apply(account, 'generated');
    const body = bodyIn(account);
    expect(body).toContain('"label":"amply-api:3"');
    expect(body).not.toContain('"label":"amply-api:2"');
  });

  test('that somebody reformatted in the console is as it was', async () => {
    const account = anAccount();
    await apply(account, 'generated');
    const DashboardBody = JSON.stringify(JSON.parse(bodyIn(account)), undefined, 4);
    account.emulator.call('cloudwatch:PutDashboard', { DashboardName: NAME, DashboardBody });
    expect(await changed(account, 'generated')).toEqual([]);
  });

  test.each([
    { denied: 'ecs:ListServiceDeployments', still: '"amply-api: CPU"', without: '"vertical"' },
    { denied: 'ecs:DescribeServiceRevisions', still: '"label":"deployment ', without: '"label":"amply-api:1"' },
    { denied: 'elasticloadbalancing:DescribeTargetGroups', still: '"vertical"', without: 'amply-api: requests' },
  ])('goes on without $denied, with one notice', async ({ denied, still, without }) => {
    const account = anAccount();
    deploy(account);
    account.emulator.changeScenario({ denied: [denied] });
    await apply(account, 'generated');
    const body = bodyIn(account);
    expect(body).toContain(still);
    expect(body).not.toContain(without);
    expect(account.aws.gaps.all.map(({ permission }) => permission)).toEqual([denied]);
  });

  test.each([
    'ecs:ListServiceDeployments',
    'ecs:DescribeServiceRevisions',
    'elasticloadbalancing:DescribeTargetGroups',
    'ecs:DescribeClusters',
  ])('that shows what %s lets a run see stays as it is in one without', async (denied) => {
    const account = anAccount();
    deploy(account);
    const silent = aMonitoredStack({ ...stack, containerInsights: undefined });
    await apply(account, 'generated', silent);
    const before = bodyIn(account);
    const { emulator } = account;
    const readOnly = { ...account, aws: awsPorts(emulatorWire(emulator, account.clock), account.clock) };
    emulator.changeScenario({ denied: [denied] });
    const more = aMonitoredStack({ ...silent, services: [...stack.services, aMonitoredService({ name: 'more' })] });
    expect((await apply(readOnly, 'generated', more)).outcomes).toMatchObject([{ result: 'unchanged' }]);
    expect(bodyIn(account)).toBe(before);
    expect(readOnly.aws.gaps.all).toMatchObject([{ permission: denied }]);
  });

  test('that never showed what may not be looked up is kept true all the same', async () => {
    const account = anAccount({ denied: ['ecs:ListServiceDeployments'] });
    deploy(account);
    await apply(account, 'generated');
    const fewer = aMonitoredStack({ services: stack.services.slice(0, 1) });
    expect(await changed(account, 'generated', fewer)).not.toEqual([]);
  });

  test('shows desired tasks where the cluster has Container Insights, though stack.yml is silent', async () => {
    const account = anAccount();
    const silent = aMonitoredStack({ ...stack, containerInsights: undefined });
    setInsights(account, 'disabled');
    await apply(account, 'generated', silent);
    expect(bodyIn(account)).not.toContain('DesiredTaskCount');
    setInsights(account, 'enabled');
    await apply(account, 'generated', silent);
    expect(bodyIn(account)).toContain('DesiredTaskCount');
  });

  test('shows no requests of a Network Load Balancer, which has none, and says so', async () => {
    const account = anAccount();
    addTargetGroup(account, 'tcp', 'net/amply-tcp/0123456789abcdef');
    const of = aMonitoredStack({ services: [aMonitoredService({ targetGroups: ['tcp'] })] });
    const { diagnostics } = await apply(account, 'generated', of);
    expect(diagnostics.all).toMatchObject([{ severity: 'notice', rule: 'dashboard/no-load-balancer' }]);
    expect(bodyIn(account)).not.toContain('AWS/ApplicationELB');
  });

  test('asks for a page of deployments, however many there were', async () => {
    const account = anAccount({ pageSize: 100 });
    deploy(account, 25);
    await apply(account, 'generated', aMonitoredStack());
    const asked = account.emulator.requests.filter(
      ({ operation, status }) => operation === 'ListServiceDeployments' && status === 200,
    );
    expect(asked).toHaveLength(1);
    expect(bodyIn(account)).toContain('"label":"amply-api:25"');
  });

  test('has no deployments of a service whose controller is not ECS', async () => {
    const error = 'UnsupportedFeatureException';
    const account = anAccount({ faults: [{ operation: 'ListServiceDeployments', error }] });
    expect((await apply(account, 'generated')).outcomes).toMatchObject([{ result: 'applied' }]);
    expect(bodyIn(account)).not.toContain('"vertical"');
  });

  test('that may not be read is left alone, with a notice', async () => {
    const account = anAccount({ denied: ['cloudwatch:GetDashboard'] });
    expect((await apply(account, 'generated')).outcomes).toMatchObject([{ result: 'unchanged' }]);
    expect(account.writes()).toEqual([]);
    expect(account.aws.gaps.all).toMatchObject([{ permission: 'cloudwatch:GetDashboard' }]);
  });

  test.each(['before', 'after'] as const)('whose answer is lost %s it took effect is there', async (effect) => {
    const account = anAccount({
      faults: [{ operation: 'PutDashboard', error: 'ConnectionLost', effect, times: 1 }],
    });
    expect((await apply(account, 'generated')).outcomes).toMatchObject([{ result: 'applied' }]);
    expect(bodyIn(account)).toContain('amply-api: CPU');
  });
});

describe('a dashboard that a file has', () => {
  const FILE = [
    'start: -PT3H',
    'widgets:',
    '  - type: text',
    '    properties: { markdown: "# Shop" }',
    '  - type: metric',
    '    properties:',
    '      title: Orders',
    '      metrics:',
    '        - [Shop, Orders, { stat: Sum }]',
    "        - ['.', Carts]",
    '      period: 60',
  ];
  const file = (lines: readonly string[] = FILE): Document => aDashboardFile(lines.join('\n'));

  test('is put as it is, with the region, and then left alone', async () => {
    const account = anAccount();
    await apply(account, file());
    expect(JSON.parse(bodyIn(account))).toEqual({
      start: '-PT3H',
      widgets: [
        { type: 'text', properties: { markdown: '# Shop' } },
        {
          type: 'metric',
          properties: {
            title: 'Orders',
            metrics: [
              ['Shop', 'Orders', { stat: 'Sum' }],
              ['.', 'Carts'],
            ],
            period: 60,
            region: 'eu-central-1',
          },
        },
      ],
    });
    expect(await changed(account, file())).toEqual([]);
  });

  test.each([
    { line: 0, text: 'start: -PT6H', difference: 'start' },
    { line: 3, text: '    properties: { markdown: "# Shops" }', difference: 'widgets[Shop].properties.markdown' },
    { line: 6, text: '      title: Sales', difference: 'widgets[Orders].properties.title' },
    {
      line: 8,
      text: '        - [Shop, Orders, { stat: Average }]',
      difference: 'widgets[Orders].properties.metrics[0][2].stat',
    },
    { line: 9, text: "        - ['.', Trolleys]", difference: 'widgets[Orders].properties.metrics[1][1]' },
    { line: 9, text: undefined, difference: 'widgets[Orders].properties.metrics[Shop Carts]' },
    { line: 10, text: '      period: 300', difference: 'widgets[Orders].properties.period' },
    { line: 10, text: undefined, difference: 'widgets[Orders].properties.period' },
  ])('line $line as $text is one difference: $difference', async ({ line, text, difference }) => {
    const account = anAccount();
    await apply(account, file());
    const edited = text === undefined ? FILE.toSpliced(line, 1) : FILE.with(line, text);
    expect(await changed(account, file(edited))).toEqual([difference]);
    expect(await changed(account, file(edited))).toEqual([]);
  });

  test('with something wrong is not put, nor anything read', async () => {
    const account = anAccount();
    const result = await apply(account, file(FILE.with(10, '      period: 61')));
    expect(rules(result)).toEqual(['dashboard/period']);
    expect(result.diagnostics.all).toMatchObject([{ at: { file: 'dashboard.yml', line: 11, column: 15 } }]);
    expect(account.emulator.requests).toEqual([]);
  });
});

describe('a dashboard that is there already under the name', () => {
  const FILE = "widgets: [{ type: text, properties: { markdown: '# Shop' } }]";

  test.each([
    {
      whose: 'another stack’s',
      there: ['# other · amply-prod · eu-central-1 · some note'],
      found: ['dashboard/somebody-elses'],
    },
    {
      whose: 'another environment’s',
      there: ['# amply · staging · amply-prod · eu-central-1'],
      found: ['dashboard/somebody-elses'],
    },
    { whose: 'made by hand', there: ['# Our shop', 'Ask Ann'], found: ['dashboard/replaced'] },
    { whose: 'generated of this stack', there: ['# amply · amply-prod · eu-central-1'], found: [] },
    { whose: 'that of a file, edited', there: ['# Shop', '# More'], found: [] },
    { whose: 'empty', there: [], found: [] },
  ])('$whose: $found', async ({ there, found }) => {
    const account = anAccount();
    putByHand(account, ...there);
    const before = bodyIn(account);
    const result = await apply(account, aDashboardFile(FILE));
    expect(rules(result)).toEqual(found);
    expect(bodyIn(account) === before).toBe(result.diagnostics.hasErrors);
    if (found.length > 0) expect(result.diagnostics.all).toMatchObject([{ at: { file: 'dashboard.yml', line: 1 } }]);
  });
});

const services = fc.array(
  fc.record({
    targetGroups: fc.constantFrom([], ['amply-api-tg']),
    queue: fc.option(fc.constant('orders'), { nil: undefined }),
    leastTasks: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
  }),
  { maxLength: 4 },
);

test('whatever the stack is, applying it once is enough, and gives the same bytes in another account', async () => {
  const accounts = [anAccount({ limits: false }), anAccount({ limits: false })] as const;
  for (const account of accounts) deploy(account, 2, 's-0');
  await fc.assert(
    fc.asyncProperty(services, fc.constantFrom('enabled', undefined), async (given, containerInsights) => {
      const of = aMonitoredStack({
        containerInsights,
        services: given.map((service, index) => aMonitoredService({ name: `s-${index}`, ...service })),
      });
      for (const account of accounts) {
        await apply(account, 'generated', of);
        expect(await changed(account, 'generated', of)).toEqual([]);
      }
      const [here, there] = accounts.map(bodyIn);
      expect(here).toBe(there);
    }),
    { numRuns: 60 },
  );
});
