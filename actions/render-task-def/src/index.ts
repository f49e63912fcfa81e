import { runAction } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { run } from '../../../packages/operations/src/render/render.ts';

await runAction('render-task-def', inputs, run);
