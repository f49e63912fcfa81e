import { Diagnostics } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { cleanTargetGroup, readTargetGroup } from './target-group-file.ts';
import { aDocument, placed } from '../test/services.ts';

function read(text: string) {
  const diagnostics = new Diagnostics();
  return { settings: readTargetGroup(cleanTargetGroup(aDocument(text)), diagnostics), diagnostics };
}

/** As `aws elbv2 describe-target-groups` prints it. */
const GROUP = {
  TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1234567890123456',
  TargetGroupName: 'web',
  Protocol: 'HTTP',
  Port: 80,
  VpcId: 'vpc-1',
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: 'traffic-port',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  HealthCheckPath: '/health',
  Matcher: { HttpCode: '200' },
  LoadBalancerArns: ['arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/1234567890123456'],
  TargetType: 'ip',
  ProtocolVersion: 'HTTP1',
  IpAddressType: 'ipv4',
};

test('what AWS answered is read as a file of its settings', () => {
  const { settings, diagnostics } = read(JSON.stringify({ TargetGroups: [GROUP] }, undefined, 2));
  expect(placed(diagnostics)).toEqual([]);
  expect(settings.fields).toEqual({
    healthCheckProtocol: 'HTTP',
    healthCheckPort: 'traffic-port',
    healthCheckEnabled: true,
    healthCheckIntervalSeconds: 30,
    healthCheckTimeoutSeconds: 5,
    healthyThresholdCount: 5,
    unhealthyThresholdCount: 2,
    healthCheckPath: '/health',
    matcher: { httpCode: '200' },
  });
});

test.each([
  {
    name: 'a field that can’t be changed, written by hand',
    text: 'port: 80',
    found: ['error target-group/unknown-field 1:1'],
  },
  {
    name: 'a wrong value in a wrapper, at its place',
    text: '{"TargetGroups": [\n{"HealthCheckPath": "health"}]}',
    found: ['error target-group/path 2:21'],
  },
  {
    name: 'several target groups',
    text: '{"TargetGroups": [{"HealthCheckPath": "/a"}, {"HealthCheckPath": "/b"}]}',
    found: ['error target-group/several 1:2'],
  },
])('an error: $name', ({ text, found }) => {
  expect(placed(read(text).diagnostics)).toEqual(found);
});
