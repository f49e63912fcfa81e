import { defineInputs, runAction } from '../src/index.ts';

// An action that is done while a question of it has no answer yet.
await runAction('lingering-action', defineInputs({}), async ({}, { log, clock }) => {
  void clock.sleep(3600);
  log.info('x'.repeat(1_000_000));
  return { outputs: { status: 'deployed' }, diagnostics: [], summary: '' };
});
