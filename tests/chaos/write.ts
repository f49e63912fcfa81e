import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PAGE, page } from './page.ts';

await writeFile(join(import.meta.dirname, '../..', PAGE), await page());
