import { runAction } from '@fargate-actions/action-kit';
import { render } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runAction('render-task-def', inputs, render);
