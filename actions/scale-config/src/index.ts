import { runAction } from '@fargate-actions/action-kit';
import { scale } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runAction('scale-config', inputs, scale);
