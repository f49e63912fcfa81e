import { numberAt, objectsAt, repeated, textAt, type Container, type Found } from '../containers.ts';
import { placeholderIn } from '../placeholder.ts';
import { called, theContainer, type Rule, type Subject } from '../subject.ts';

const RULE = 'task-definition/port';
const HIGHEST_PORT = 65_535;
/** Source: type documentation of the SDK, PortMapping. */
const RANGES_AT_MOST = 100;

/** Ports and their names. Source: reference/ecs-facts.md, "Task definitions on Fargate"; type documentation of the SDK. */
export const ports: Rule = (subject) => {
  for (const container of subject.containers) {
    const mappings = objectsAt(container, 'portMappings');
    if (mappings.length > 0 && textAt(subject.definition.value, 'networkMode') === 'none') {
      subject.error(
        [...container.path, 'portMappings'],
        RULE,
        `${called(container)} maps ports, but networkMode is none.`,
        'Remove the port mappings, or choose another network mode.',
      );
    }
    for (const mapping of mappings) onePort(subject, container, mapping);
    if (mappings.filter(({ value }) => value['containerPortRange'] !== undefined).length > RANGES_AT_MOST) {
      subject.error(
        [...container.path, 'portMappings'],
        RULE,
        `${called(container)} has more than ${RANGES_AT_MOST} port ranges.`,
        'Join some of them.',
      );
    }
  }
  portNames(subject);
  sharedPorts(subject);
};

function onePort(subject: Subject, container: Container, mapping: Found): void {
  const { value, path } = mapping;
  const port = numberAt(value, 'containerPort');
  const hostPort = numberAt(value, 'hostPort');
  const range = textAt(value, 'containerPortRange');
  if (value['containerPort'] === undefined && range === undefined) {
    subject.error(
      path,
      RULE,
      `A port mapping of ${theContainer(container)} has no containerPort.`,
      'Add `containerPort`.',
    );
  }
  if (value['containerPort'] !== undefined && range !== undefined) {
    subject.error(
      [...path, 'containerPortRange'],
      RULE,
      'A port mapping has either containerPort or containerPortRange.',
      'Remove one of them.',
    );
  }
  if (port !== undefined && (port < 1 || port > HIGHEST_PORT)) {
    const message = `containerPort must be from 1 to ${HIGHEST_PORT}, got ${port}.`;
    subject.error([...path, 'containerPort'], RULE, message, 'Use the port that the container listens on.');
  }
  if (range !== undefined && placeholderIn(range) === undefined && !isRange(range)) {
    subject.error(
      [...path, 'containerPortRange'],
      RULE,
      `${range} is no range of ports.`,
      'Write `8000-8010`: the first below the last.',
    );
  }
  if (hostPort === undefined) return;
  if (hostPort < 0 || hostPort > HIGHEST_PORT) {
    const message = `hostPort must be from 0 to ${HIGHEST_PORT}, got ${hostPort}.`;
    subject.error([...path, 'hostPort'], RULE, message, 'Remove it: on Fargate it is the containerPort.');
  } else if (subject.sharesNetwork && port !== undefined && hostPort !== port) {
    subject.error(
      [...path, 'hostPort'],
      RULE,
      `hostPort is ${hostPort}, but with this network mode it can only be the containerPort, ${port}.`,
      'Remove `hostPort`.',
    );
  }
}

function isRange(text: string): boolean {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  return Number(first) >= 1 && Number(first) < Number(last) && Number(last) <= HIGHEST_PORT;
}

/** Service Connect and the load balancers go by these names. */
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;

function portNames(subject: Subject): void {
  const mappings = subject.containers.flatMap((container) => objectsAt(container, 'portMappings'));
  const names = mappings.map(({ value }) => textAt(value, 'name'));
  const again = repeated(names);
  mappings.forEach(({ path }, index) => {
    const name = names[index];
    if (name === undefined || placeholderIn(name) !== undefined) return;
    if (!PORT_NAME.test(name)) {
      subject.error(
        [...path, 'name'],
        'task-definition/port-name',
        `A port cannot be called "${name}".`,
        'Use at most 64 small letters, digits, underscores and hyphens, and begin with no hyphen.',
      );
    }
    if (again.has(index)) {
      subject.error(
        [...path, 'name'],
        'task-definition/port-name',
        `The port name ${name} is there twice in this task definition.`,
        'Give each port a name of its own.',
      );
    }
  });
}

/** The containers of such a task have one network: the second to listen on a port fails. */
function sharedPorts(subject: Subject): void {
  if (!subject.sharesNetwork) return;
  const mappings = subject.containers.flatMap((container) => objectsAt(container, 'portMappings'));
  const ports = mappings.map(({ value }) => {
    const port = numberAt(value, 'containerPort');
    return port === undefined ? undefined : `${port}/${textAt(value, 'protocol') ?? 'tcp'}`;
  });
  for (const index of repeated(ports)) {
    subject.warning(
      [...(mappings[index]?.path ?? []), 'containerPort'],
      'task-definition/port-conflict',
      `Port ${ports[index]} is mapped twice; the containers of this task share one network, so only one can listen on it.`,
      'Give each container a port of its own.',
    );
  }
}
