import { defineInputs, runAction } from '../src/index.ts';

// An action that is killed while a program of it runs, and that program asks not to be ended by what an action is ended by.
const script = "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)";
await runAction('building-action', defineInputs({}), async ({}, { log, processes }) => {
  await processes.run(process.execPath, ['-e', script], {
    onLine: (line) => {
      log.info(line);
    },
  });
  return { outputs: {}, diagnostics: [], summary: '' };
});
