import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  'stack.yml': `name: shop
region: eu-central-1
cluster: { name: shop }
defaults:
  executionRoleArn: arn:aws:iam::000000000000:role/shop-task-execution
  networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-0123456789abcdef0] } }
services:
  web: { taskDefinition: task-definition.yml, service: service.yml }
`,
  'task-definition.yml': `family: shop-web
cpu: 256
memory: 512
containerDefinitions:
  - name: web
    image: \${IMAGE}
    portMappings: [{ containerPort: 8000 }]
    logConfiguration: { logDriver: awslogs, options: { awslogs-group: /ecs/shop-web } }
`,
  'service.yml': `serviceName: shop-web
desiredCount: 2
launchType: FARGATE
`,
};

/** Writes a stack of one service whose image is a variable. */
export async function writeStack(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
