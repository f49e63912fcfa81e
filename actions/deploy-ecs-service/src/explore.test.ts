import { test } from '@jest/globals';
import {
  anAccountWithService,
  deployWeb,
  aTaskDefinition,
  withImage,
  moveTag,
  REPOSITORY,
  digestOf,
} from './testing/a-service.ts';
const show = (name: string, r: any) =>
  process.stdout.write(
    `\n##### ${name} exit ${r.exitCode}\n` +
      r.log +
      JSON.stringify(r.outputs, null, 1).slice(0, 900) +
      '\n' +
      r.calls.map((w: any) => w.operation + ' ' + w.status).join(' ') +
      '\n' +
      r.writes.map((w: any) => w.operation + ' ' + JSON.stringify(w.body)).join('\n'),
  );
const D = [
  'application-autoscaling:*',
  'ecr:*',
  'elasticloadbalancing:*',
  'logs:*',
  'ec2:*',
  'iam:Get*',
  'sts:*',
  'secretsmanager:*',
  'ssm:*',
  'ecs:List*',
  'ecs:DescribeT*',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:DescribeClusters',
  'ecs:TagResource',
  'ecs:Create*',
  'ecs:Put*',
  'ecs:Stop*',
];
test('explore', async () => {
  let a = await anAccountWithService();
  show('plain', await deployWeb(a));
  show('again', await deployWeb(a));
  moveTag(a, 'v1');
  show('moved', await deployWeb(a));
  a = await anAccountWithService();
  a.emulator.changeScenario({ denied: D });
  show('official', await deployWeb(a));
  show('official again', await deployWeb(a));
  show('register only', await deployWeb(a, { service: '' }));
  show('missing', await deployWeb(a, { service: 'wep' }));
  show(
    'count',
    await deployWeb(a, { 'desired-count': '3', 'enable-ecs-managed-tags': 'true', 'propagate-tags': 'SERVICE' }),
  );
  a = await anAccountWithService({
    fields: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
  });
  a.emulator.changeScenario({ denied: D, images: { '*:v1': { behaviour: 'crash' } } });
  show('official broken', await deployWeb(a));
  a = await anAccountWithService();
  a.emulator.changeScenario({ images: { '*:v1': { behaviour: 'crash' } } });
  show('broken no breaker', await deployWeb(a, { 'wait-for-minutes': '5' }));
  a = await anAccountWithService();
  show(
    'beat',
    await deployWeb(a, {}, withImage(`${REPOSITORY}@${digestOf(a, 'v1')}`, { command: ['celery', '-A', 'x', 'beat'] })),
  );
  show('left', await deployWeb(a, { 'wait-for-service-stability': 'false', 'force-new-deployment': 'true' }));
  show(
    'ebs',
    await deployWeb(
      a,
      {
        'service-managed-ebs-volume-name': 'data',
        'service-managed-ebs-volume': '{"roleArn":"arn:aws:iam::123456789012:role/amply-task","sizeInGiB":10}',
      },
      aTaskDefinition({ volumes: [{ name: 'data', configuredAtLaunch: true }] }),
    ),
  );
});
