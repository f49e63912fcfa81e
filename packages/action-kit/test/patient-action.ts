import { defineInputs, runAction } from '../src/index.ts';

// An action that goes on until it is stopped, as its own process: what signals do to one can only be seen from outside.
await runAction('patient-action', defineInputs({}), async ({}, { log, signal, clock }) => {
  log.info('waiting');
  await clock.sleep(600, signal).catch(() => undefined);
  log.info('last words');
  return { outputs: { status: 'cancelled' }, diagnostics: [], summary: '' };
});
