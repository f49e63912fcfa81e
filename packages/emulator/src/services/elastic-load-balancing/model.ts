import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Target {
  readonly ip: string;
  readonly port: number;
  readonly availabilityZone: string;
  /** The task behind it; absent for a target registered by hand. */
  readonly taskArn?: string;
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining';
  reason?: string;
  description?: string;
  registeredAt: number;
  /** When the draining ends. */
  drainedAt?: number;
  /** Bumped at every change, so that a check planned before it is void. */
  epoch: number;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: 'ip' | 'instance';
  readonly loadBalancerArns: string[];
  healthCheckProtocol: string;
  healthCheckPort: string;
  healthCheckPath: string;
  healthCheckIntervalSeconds: number;
  healthCheckTimeoutSeconds: number;
  healthyThresholdCount: number;
  unhealthyThresholdCount: number;
  matcher: string;
  /** `deregistration_delay.timeout_seconds` and the others, as strings. */
  attributes: Record<string, string>;
  targets: Target[];
  tags: Tags;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly vpcId: string;
  readonly dnsName: string;
  readonly scheme: string;
  readonly type: string;
  readonly createdAt: number;
  tags: Tags;
}
