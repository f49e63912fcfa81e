import { alike, FAILURES, LATENCY, LEVEL, TRAFFIC, UTILIZATION, type KnownNamespace } from './known-metric.ts';

/** Source: Amazon ECS Developer Guide, "Amazon ECS CloudWatch metrics". */
export const ECS: KnownNamespace = {
  name: 'AWS/ECS',
  metrics: [
    ...alike(UTILIZATION, 'service', 'CPUUtilization', 'MemoryUtilization', 'EBSFilesystemUtilization'),
    // Of clusters with container instances; on Fargate nothing is reserved.
    ...alike(UTILIZATION, 'cluster', 'CPUReservation', 'MemoryReservation', 'GPUReservation'),
    // Service Connect: by the names under which services are discovered.
    ...alike(
      TRAFFIC,
      'given',
      'ActiveConnectionCount',
      'NewConnectionCount',
      'ProcessedBytes',
      'RequestCount',
      'GrpcRequestCount',
      'HTTPCode_Target_2XX_Count',
      'HTTPCode_Target_3XX_Count',
      'RequestCountPerTarget',
      'TargetProcessedBytes',
    ),
    ...alike(
      FAILURES,
      'given',
      'HTTPCode_Target_4XX_Count',
      'HTTPCode_Target_5XX_Count',
      'ClientTLSNegotiationErrorCount',
      'TargetTLSNegotiationErrorCount',
    ),
    // In milliseconds, unlike a load balancer's.
    ...alike({ ...LATENCY, unit: 'other' }, 'given', 'TargetResponseTime'),
    ...alike(LEVEL, 'given', 'ClientTLSCertificateExpiry'),
  ],
  dimensionNames: ['ClusterName', 'ServiceName', 'DiscoveryName', 'TargetDiscoveryName', 'CapacityProviderName'],
};
