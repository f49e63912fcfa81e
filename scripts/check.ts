import { join } from 'node:path';
import { checksOf } from './check/checks.ts';
import { printChecks } from './check/print-checks.ts';

await printChecks(checksOf(join(import.meta.dirname, '..')));
