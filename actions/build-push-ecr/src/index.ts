import { runActionWithPost } from '@fargate-actions/action-kit';
import { build, logOut } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runActionWithPost('build-push-ecr', inputs, { main: build, post: logOut });
