import { runAction } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { monitor } from './monitor.ts';

await runAction('monitor-config', inputs, monitor);
