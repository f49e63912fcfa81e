/** The files of a stack with one service that runs the image, in `deploy/`; paths can be put differently. */
export function stackFiles(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'deploy/stack.yml': `name: shop
region: eu-central-1
cluster: { name: shop-prod }
image:
  repository: shop
  context: ..
  lifecyclePolicy: policy.json
defaults: { executionRoleArn: shop-execution }
services:
  web:
    taskDefinition: task-definition.yml
    service: service.yml
`,
    'deploy/task-definition.yml': `family: web
cpu: 256
memory: 512
containerDefinitions:
  - name: web
    image: shop:latest
    command: [app, serve]
    healthCheck:
      command: [CMD, app, check]
`,
    'deploy/service.yml': 'serviceName: web\ntaskDefinition: web\ndesiredCount: 1\n',
    'deploy/policy.json': JSON.stringify(
      {
        rules: [
          {
            rulePriority: 1,
            selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
            action: { type: 'expire' },
          },
        ],
      },
      undefined,
      2,
    ),
    ...changes,
  };
}
