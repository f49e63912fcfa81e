import { runAction } from '@fargate-actions/action-kit';
import { monitor } from '@fargate-actions/operations';
import { inputs } from './inputs.ts';

await runAction('monitor-config', inputs, monitor);
