import { isList } from '@fargate-actions/documents';
import { isSet, objectAt, objectsAt, textAt, textsAt, type Container, type Found } from '../containers.ts';
import { theContainer, type Rule, type Subject } from '../subject.ts';

const RULE = 'task-definition/not-on-fargate';

/** Fields of a container that Fargate refuses. Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const REFUSED: Readonly<Record<string, string>> = {
  disableNetworking: 'A container on Fargate always has the network of its task: remove it.',
  dnsSearchDomains: "Names are resolved by the VPC's DNS: remove it.",
  dnsServers: "Names are resolved by the VPC's DNS: remove it.",
  dockerSecurityOptions: 'Remove it.',
  extraHosts: 'Give the names in a private hosted zone of the VPC: remove it.',
  links: 'The containers of a task reach each other at localhost: remove it.',
  privileged: 'Remove it; of the capabilities only SYS_PTRACE can be added.',
};

/** Fields of linuxParameters that Fargate refuses. */
const REFUSED_LINUX_PARAMETERS = ['devices', 'sharedMemorySize', 'maxSwap', 'swappiness'];

/** What Fargate does not support, beside sizes, ports and log drivers, which have rules of their own. */
export const notOnFargate: Rule = (subject) => {
  if (!subject.isFargate) return;
  taskFields(subject);
  for (const container of subject.containers) {
    containerFields(subject, container);
    linuxParameters(subject, container);
  }
  for (const volume of objectsAt(subject.definition, 'volumes')) volumeKinds(subject, volume);
};

function taskFields(subject: Subject): void {
  const { definition } = subject;
  const { value } = definition;
  const networkMode = textAt(value, 'networkMode');
  if (networkMode !== 'awsvpc') {
    subject.error(
      ['networkMode'],
      'task-definition/network-mode',
      `Fargate needs networkMode awsvpc, and it is ${networkMode ?? 'not set'}.`,
      'Write `networkMode: awsvpc`.',
    );
  }
  const compatibilities = value['requiresCompatibilities'];
  if (isList(compatibilities) && compatibilities.length > 0 && !compatibilities.includes('FARGATE')) {
    subject.error(
      ['requiresCompatibilities'],
      'task-definition/compatibilities',
      'The task definition is to run on Fargate, but requiresCompatibilities does not have FARGATE.',
      'Write `requiresCompatibilities: [FARGATE]`, or leave it out.',
    );
  }
  if (textAt(value, 'pidMode') === 'host') {
    refuse(subject, definition, 'pidMode', 'pidMode host', 'Fargate knows only `pidMode: task`.');
  }
  for (const key of ['ipcMode', 'placementConstraints', 'inferenceAccelerators']) {
    if (isSet(value[key])) refuse(subject, definition, key, key, 'Remove it.');
  }
}

function containerFields(subject: Subject, container: Container): void {
  for (const [key, hint] of Object.entries(REFUSED)) {
    if (isSet(container.value[key])) refuse(subject, container, key, `${key} of ${theContainer(container)}`, hint);
  }
  for (const requirement of objectsAt(container, 'resourceRequirements')) {
    refuse(
      subject,
      requirement,
      'type',
      `${textAt(requirement.value, 'type') ?? 'A resource requirement'} of ${theContainer(container)}`,
      'Fargate has no GPUs and no accelerators: remove it, or run the service on EC2.',
    );
  }
}

function linuxParameters(subject: Subject, container: Container): void {
  const parameters = objectAt(container, 'linuxParameters');
  if (!parameters) return;
  for (const key of REFUSED_LINUX_PARAMETERS) {
    if (isSet(parameters.value[key])) {
      refuse(subject, parameters, key, `linuxParameters.${key} of ${theContainer(container)}`, 'Remove it.');
    }
  }
  const capabilities = objectAt(parameters, 'capabilities');
  if (!capabilities) return;
  const others = textsAt(capabilities.value, 'add').filter((capability) => capability !== 'SYS_PTRACE');
  if (others.length > 0) {
    refuse(
      subject,
      capabilities,
      'add',
      `The capability ${others.join(', ')} of ${theContainer(container)}`,
      'SYS_PTRACE is the only one that can be added on Fargate.',
    );
  }
}

/** Source: type documentation of the SDK, Volume and HostVolumeProperties. */
function volumeKinds(subject: Subject, volume: Found): void {
  const name = textAt(volume.value, 'name') ?? 'without a name';
  const host = objectAt(volume, 'host');
  if (host && isSet(host.value['sourcePath'])) {
    refuse(
      subject,
      host,
      'sourcePath',
      `host.sourcePath of the volume ${name}`,
      'There is no host to share: remove it, or use EFS.',
    );
  }
  for (const key of ['dockerVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration']) {
    if (isSet(volume.value[key])) refuse(subject, volume, key, `${key} of the volume ${name}`, 'Use EFS instead.');
  }
}

function refuse(subject: Subject, parent: Found, key: string, what: string, hint: string): void {
  subject.error([...parent.path, key], RULE, `${what} is not supported on Fargate.`, hint);
}
