import { runActionWithPost } from '@fargate-actions/action-kit';
import { endUnfinished, singleton } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runActionWithPost('enforce-beat-singleton', inputs, { main: singleton, post: endUnfinished });
