import { runActionWithPost } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { logOut } from '../../../packages/operations/src/build/log-out.ts';
import { run } from '../../../packages/operations/src/build/build.ts';

await runActionWithPost('build-push-ecr', inputs, { main: run, post: logOut });
