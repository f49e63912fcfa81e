import {
  alike,
  FAILURES,
  LEVEL,
  SHORTAGE,
  TROUBLE,
  UTILIZATION,
  type KnownMetric,
  type KnownNamespace,
} from './known-metric.ts';

function enhanced(metrics: readonly KnownMetric[]): KnownMetric[] {
  return metrics.map((metric) => ({ ...metric, isEnhanced: true }));
}

/** Source: CloudWatch User Guide, "Amazon ECS Container Insights (with enhanced observability) metrics". */
export const CONTAINER_INSIGHTS: KnownNamespace = {
  name: 'ECS/ContainerInsights',
  metrics: [
    ...alike(SHORTAGE, 'service', 'RunningTaskCount', 'DesiredTaskCount'),
    // A deployment has tasks pending and more than one deployment for a while.
    ...alike({ ...LEVEL, evaluationPeriods: 15, unit: 'Count' }, 'service', 'PendingTaskCount', 'DeploymentCount'),
    ...alike({ ...LEVEL, unit: 'Count' }, 'service', 'TaskSetCount'),
    ...alike({ ...SHORTAGE, statistic: 'Average' }, 'cluster', 'TaskCount', 'ServiceCount', 'ContainerInstanceCount'),
    ...alike(LEVEL, 'service', 'CpuUtilized', 'CpuReserved', 'MemoryUtilized', 'MemoryReserved'),
    ...alike({ ...LEVEL, unit: 'Bytes' }, 'service', 'NetworkRxBytes', 'NetworkTxBytes'),
    ...alike({ ...LEVEL, unit: 'Bytes' }, 'service', 'StorageReadBytes', 'StorageWriteBytes'),
    ...alike(LEVEL, 'service', 'EphemeralStorageReserved', 'EphemeralStorageUtilized'),
    ...alike(LEVEL, 'service', 'EBSFilesystemSize', 'EBSFilesystemUtilized'),
    ...enhanced([
      ...alike(
        UTILIZATION,
        'service',
        'TaskCpuUtilization',
        'TaskMemoryUtilization',
        'TaskEphemeralStorageUtilization',
        'TaskEBSFilesystemUtilization',
        'ContainerCpuUtilization',
      ),
      ...alike({ ...FAILURES, missingData: 'missing' }, 'service', 'RestartCount'),
      ...alike(UTILIZATION, 'given', 'ContainerMemoryUtilization'),
      ...alike({ ...LEVEL, unit: 'Bytes' }, 'service', 'ContainerNetworkRxBytes', 'ContainerNetworkTxBytes'),
      ...alike({ ...LEVEL, unit: 'Bytes' }, 'given', 'ContainerStorageReadBytes', 'ContainerStorageWriteBytes'),
      ...alike(LEVEL, 'given', 'ContainerCpuUtilized', 'ContainerCpuReserved'),
      ...alike(LEVEL, 'given', 'ContainerMemoryUtilized', 'ContainerMemoryReserved'),
      ...alike(TROUBLE, 'given', 'UnHealthyContainerHealthStatus'),
    ]),
    // Of container instances: nothing of Fargate has them.
    ...alike(
      UTILIZATION,
      'given',
      'instance_cpu_utilization',
      'instance_cpu_reserved_capacity',
      'instance_memory_utilization',
      'instance_memory_reserved_capacity',
      'instance_filesystem_utilization',
      'InstanceOSFilesystemUtilization',
      'InstanceDataFilesystemUtilization',
    ),
    ...alike(
      LEVEL,
      'given',
      'instance_cpu_limit',
      'instance_cpu_usage_total',
      'instance_memory_limit',
      'instance_memory_working_set',
      'instance_network_total_bytes',
      'instance_number_of_running_tasks',
    ),
  ],
  dimensionNames: [
    'ClusterName',
    'ServiceName',
    'TaskDefinitionFamily',
    'TaskId',
    'ContainerName',
    'VolumeName',
    'CapacityProviderName',
    'ContainerInstanceId',
    'InstanceId',
    'EC2InstanceId',
  ],
};
