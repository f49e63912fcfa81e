import { writeFile } from 'node:fs/promises';
import { dockerSays } from './docker-says.ts';
import { RECORD } from './record.ts';

const said: string[] = [];
for await (const [text, answer] of dockerSays()) said.push(`  ${JSON.stringify(text)}: ${JSON.stringify(answer)}`);
await writeFile(RECORD, `{\n${said.join(',\n')}\n}\n`);
