import { expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keepOperations, usedOperations } from './used-operations.ts';

/** An SDK client as AWS publishes it, with two operations. */
const CLIENT = {
  'EC2Client.js': 'export class EC2Client {}',
  'index.js': 'export * from "./EC2Client";\nexport * from "./EC2";\nexport * from "./commands";\n',
  'models/enums.js': 'export const VpcState = { available: "available" };',
  'schemas/schemas_0.js': [
    'import { TypeRegistry } from "@smithy/core/schema";',
    'const _DS = "DescribeVpcs";',
    'const _TI = "TerminateInstances";',
    'const _Ids = "InstanceIds";',
    'export var errorTypeRegistries = [new TypeRegistry("ec2")];',
    'export var DescribeVpcsRequest$ = [3, "ec2", "VpcIds"];',
    'export var TerminateInstancesRequest$ = [3, "ec2", _Ids];',
    'var Instances = [1, "ec2", () => TerminateInstancesRequest$];',
    'export var DescribeVpcs$ = [9, "ec2", _DS, 0, () => DescribeVpcsRequest$];',
    'export var TerminateInstances$ = [9, "ec2", _TI, 0, () => Instances];',
  ].join('\n'),
};

test('of a client only the operations are kept that are imported', async () => {
  const workspace = await folderOf({
    'packages/aws/src/clients/ec2.js':
      "import { EC2Client, DescribeVpcsCommand, } from '@aws-sdk/client-ec2';\nexport const client = EC2Client;\n",
    'packages/aws/src/clients/settings.js': 'export {};\n',
  });
  const used = await usedOperations(workspace);
  expect(used).toEqual(new Map([['@aws-sdk/client-ec2', ['DescribeVpcs']]]));

  const client = await folderOf(CLIENT);
  await keepOperations(client, used.get('@aws-sdk/client-ec2') ?? []);
  const [index, schemas] = await Promise.all(
    ['index.js', 'schemas/schemas_0.js'].map((file) => readFile(join(client, file), 'utf8')),
  );
  expect(index?.match(/'.+'/g)).toEqual(["'./EC2Client.js'", "'./commands/DescribeVpcsCommand'", "'./models/enums'"]);
  expect(schemas).toMatch(/export .*DescribeVpcs\$/);
  expect(schemas).toMatch(/export .*errorTypeRegistries/);
  expect(schemas).toContain('VpcIds');
  expect(schemas).not.toMatch(/TerminateInstances|InstanceIds/);
});

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'used-operations-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}
