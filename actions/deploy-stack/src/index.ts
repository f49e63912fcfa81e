import { runActionWithPost } from '@fargate-actions/action-kit';
import { deployStack, endStack } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runActionWithPost('deploy-stack', inputs, { main: deployStack, post: endStack });
