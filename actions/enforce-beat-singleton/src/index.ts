import { runActionWithPost } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { post } from './post.ts';
import { run } from './run.ts';

await runActionWithPost('enforce-beat-singleton', inputs, { main: run, post });
