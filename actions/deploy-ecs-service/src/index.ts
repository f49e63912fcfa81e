import { runAction } from '@fargate-actions/action-kit';
import { deploy } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runAction('deploy-ecs-service', inputs, deploy);
