import type { JsonObject } from '@fargate-actions/documents';
import { aContainer, anEc2TaskDefinition, withContainer } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

function withPort(...mappings: readonly Readonly<Record<string, unknown>>[]): JsonObject {
  return withContainer({ portMappings: mappings });
}

const BAD_PORT = ['error task-definition/port'];

table('ports', [
  { name: '1', definition: withPort({ containerPort: 1 }) },
  { name: '65535', definition: withPort({ containerPort: 65_535 }) },
  { name: '0', definition: withPort({ containerPort: 0 }), found: BAD_PORT },
  { name: '65536', definition: withPort({ containerPort: 65_536 }), found: BAD_PORT },
  { name: 'none', definition: withPort({ protocol: 'tcp' }), found: BAD_PORT },
  { name: 'the same on the host', definition: withPort({ containerPort: 80, hostPort: 80 }) },
  { name: 'another on the host', definition: withPort({ containerPort: 80, hostPort: 8080 }), found: BAD_PORT },
  { name: 'zero on the host', definition: withPort({ containerPort: 80, hostPort: 0 }), found: BAD_PORT },
  {
    name: 'EC2 with bridge: another on the host',
    definition: anEc2TaskDefinition({
      containerDefinitions: [aContainer({ memory: 64, portMappings: [{ containerPort: 80, hostPort: 0 }] })],
    }),
    mode: 'as-declared',
  },
  {
    name: 'EC2 with host: another on the host',
    definition: anEc2TaskDefinition({
      networkMode: 'host',
      containerDefinitions: [aContainer({ memory: 64, portMappings: [{ containerPort: 80, hostPort: 81 }] })],
    }),
    mode: 'as-declared',
    found: BAD_PORT,
  },
  {
    name: 'EC2 with none',
    definition: anEc2TaskDefinition({
      networkMode: 'none',
      containerDefinitions: [aContainer({ memory: 64, portMappings: [{ containerPort: 80 }] })],
    }),
    mode: 'as-declared',
    found: BAD_PORT,
  },
  { name: 'a range', definition: withPort({ containerPortRange: '8000-8010' }) },
  { name: 'a range backwards', definition: withPort({ containerPortRange: '8010-8000' }), found: BAD_PORT },
  {
    name: 'a range and a port',
    definition: withPort({ containerPort: 80, containerPortRange: '8000-8010' }),
    found: BAD_PORT,
  },
  { name: 'a name of 64 letters', definition: withPort({ containerPort: 80, name: 'a'.repeat(64) }) },
  {
    name: 'a name of 65 letters',
    definition: withPort({ containerPort: 80, name: 'a'.repeat(65) }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'a name with capitals',
    definition: withPort({ containerPort: 80, name: 'Http' }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'a name that begins with a hyphen',
    definition: withPort({ containerPort: 80, name: '-http' }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'one name twice',
    definition: withPort({ containerPort: 80, name: 'web' }, { containerPort: 81, name: 'web' }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'one port twice',
    definition: withPort({ containerPort: 80 }, { containerPort: 80 }),
    found: ['warning task-definition/port-conflict'],
  },
  {
    name: 'one port for both protocols',
    definition: withPort({ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }),
  },
  {
    name: 'a protocol that AWS takes for tcp',
    definition: withPort({ containerPort: 80, protocol: 'http' }),
    found: ['notice task-definition/unknown-value'],
  },
  {
    name: 'a protocol in capitals',
    definition: withPort({ containerPort: 80, protocol: 'TCP' }),
    found: ['error task-definition/value'],
  },
  { name: 'an application protocol', definition: withPort({ containerPort: 80, name: 'web', appProtocol: 'http2' }) },
]);
