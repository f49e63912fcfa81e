import { runAction } from '@fargate-actions/action-kit';
import { inputs } from './inputs.ts';
import { run } from './run.ts';

await runAction('monitor-config', inputs, run);
