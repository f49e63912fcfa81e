import { Fault } from '../../../fault.ts';
import type { TaskDefinition, Workload } from '../model.ts';

const refuse = (message: string): never => {
  throw new Fault('InvalidParameterException', message);
};

/**
 * Checks that the task definition has what a service names of it, load balancers aside; throws InvalidParameterException.
 *
 * Source: docs/reference/ecs.md, "What AWS refuses".
 */
export function checkNamesInDefinition(workload: Workload, { definition }: TaskDefinition): void {
  const { containerDefinitions, volumes = [] } = definition;
  const ports = containerDefinitions.flatMap(({ portMappings = [] }) => portMappings);
  for (const { containerName, containerPort } of workload.serviceRegistries) {
    if (containerName === undefined) continue;
    const container = containerDefinitions.find(({ name }) => name === containerName);
    if (!container) refuse(`The container ${containerName} does not exist in the task definition.`);
    const hasPort = container?.portMappings?.some((mapping) => mapping.containerPort === containerPort);
    if (containerPort !== undefined && hasPort !== true)
      refuse(`The container ${containerName} did not have a container port ${containerPort} defined.`);
  }
  const named = [...(workload.serviceConnectConfiguration?.services ?? []), ...workload.vpcLatticeConfigurations].map(
    ({ portName }) => portName,
  );
  for (const portName of named) {
    if (!ports.some(({ name }) => name === portName))
      refuse(`The port name ${String(portName)} does not exist in the task definition.`);
  }
  for (const { name, configuredAtLaunch } of volumes) {
    if (configuredAtLaunch === true && !workload.volumeConfigurations.some((given) => given.name === name))
      refuse(`The volume ${String(name)} is configured at launch, and no volume configuration was provided for it.`);
  }
  for (const { name, managedEBSVolume } of workload.volumeConfigurations) {
    const volume = volumes.find((known) => known.name === name);
    if (volume?.configuredAtLaunch !== true)
      refuse(`The volume ${String(name)} is not configured at launch in the task definition.`);
    if (managedEBSVolume && managedEBSVolume.roleArn === undefined) refuse('roleArn is required for managedEBSVolume.');
    if (managedEBSVolume && managedEBSVolume.sizeInGiB === undefined && managedEBSVolume.snapshotId === undefined)
      refuse('managedEBSVolume needs sizeInGiB or snapshotId.');
  }
}
