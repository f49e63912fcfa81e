import { readFile } from 'node:fs/promises';
import { failed, passed, type Check } from '../checks.ts';
import type { Suite } from '../suite.ts';
import { docker as engine, dockerClient } from '../tools/docker-engine.ts';
import { buildx } from './docker/programs.ts';
import { dockerSays } from './dockerignore/docker-says.ts';
import { RECORD } from './dockerignore/record.ts';

/** Docker says what it leaves out of a context; the tests hold our reading to the record of that. */
export const dockerignore: Suite = {
  name: 'dockerignore',
  title: 'files of .dockerignore leave out what Docker leaves out',
  needs: [engine, dockerClient, buildx],
  async *run(): AsyncIterable<Check> {
    const recorded = new Map(Object.entries(JSON.parse(await readFile(RECORD, 'utf8')) as Record<string, string>));
    for await (const [text, answer] of dockerSays()) {
      const name = `Docker reads ${JSON.stringify(text)} as it did`;
      if (recorded.get(text) === answer) yield passed(name);
      else
        yield failed(
          name,
          `said  ${answer}`,
          `was   ${String(recorded.get(text))}`,
          'node scripts/e2e/suites/dockerignore/write.ts',
        );
    }
  },
};
