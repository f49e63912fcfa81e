import { runActionWithPost } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { logOut } from './log-out.ts';
import { run } from './run.ts';

await runActionWithPost('build-push-ecr', inputs, { main: run, post: logOut });
