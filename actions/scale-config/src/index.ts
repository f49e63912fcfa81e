import { runAction } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { scale } from './scale.ts';

await runAction('scale-config', inputs, scale);
