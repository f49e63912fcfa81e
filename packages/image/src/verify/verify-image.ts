import type { Diagnostic, Severity } from '@fargate-actions/documents';
import { platformOf, questionKey, type Answer, type ImageFacts } from './image-facts.ts';
import { namedUser, neededPrograms, questionsOf, startOf, type NeededProgram } from './programs-needed.ts';
import type { RequirementPlace, Requirements } from './requirements.ts';

/** Whether facts answer all that the containers ask: those recorded with an image may be of other questions. */
export function isAnswered(facts: readonly ImageFacts[], requirements: readonly Requirements[]): boolean {
  return facts.every(({ config, answers }) =>
    questionsOf(requirements, config).every((question) => Object.hasOwn(answers, questionKey(question))),
  );
}

/**
 * What would keep containers from running an image, found without running it.
 *
 * @param facts of each platform that the image is for.
 */
export function verifyImage(facts: readonly ImageFacts[], requirements: readonly Requirements[]): Diagnostic[] {
  return requirements.flatMap((container) => {
    const own = facts.find(({ config }) => platformOf(config) === container.platform);
    return own ? [...programs(own, container), ...context(own, container)] : [wrongPlatform(facts, container)];
  });
}

function wrongPlatform(facts: readonly ImageFacts[], container: Requirements): Diagnostic {
  const platforms = facts.map(({ config }) => platformOf(config)).join(', ');
  return told(
    container,
    'platform',
    'error',
    'verify/platform',
    `runs on ${container.platform}, and the image is for ${platforms}`,
    `Set \`platforms: ${container.platform}\` for the build, or \`runtimePlatform\` in the task definition.`,
  );
}

function programs(facts: ImageFacts, container: Requirements): Diagnostic[] {
  if (startOf(container, facts.config).words.length === 0) {
    return [
      told(
        container,
        'container',
        'error',
        'verify/command',
        'has no command, and the image has none either',
        'Set `command` in the task definition, or CMD in the Dockerfile.',
      ),
    ];
  }
  const needed = neededPrograms(container, facts.config);
  return needed.flatMap((program) => {
    const answer = facts.answers[questionKey(program.question)];
    return answer && answer.kind !== 'found' ? [missing(facts, container, program, answer)] : [];
  });
}

const PARTS = { entryPoint: 'entry point', command: 'command', healthCheck: 'health check' };

function missing(
  facts: ImageFacts,
  container: Requirements,
  program: NeededProgram,
  answer: Exclude<Answer, { kind: 'found' }>,
): Diagnostic {
  const { word } = program.question;
  const whose = program.isOfImage
    ? `the image's ${program.for === 'command' ? 'CMD' : 'ENTRYPOINT'}`
    : `its ${PARTS[program.for]}`;
  const rule =
    program.for === 'healthCheck'
      ? 'verify/health-check'
      : program.for === 'command'
        ? 'verify/command'
        : 'verify/entry-point';
  const place = program.isOfImage ? 'container' : program.for;
  const error = (why: string, hint: string) =>
    told(container, place, 'error', rule, `can't run \`${word}\` of ${whose}: ${why}`, hint);
  switch (answer.kind) {
    case 'missing':
      return error(
        program.isShell
          ? 'the image has no shell'
          : word.includes('/')
            ? 'the image has no such file'
            : `the image has it in no directory of PATH (${program.question.path ?? facts.config.env['PATH'] ?? 'the default one'})`,
        missingHint(word, program),
      );
    case 'not-executable':
      return error(
        `${answer.at} is not executable`,
        `Add \`RUN chmod +x ${answer.at}\` to the Dockerfile, or \`COPY --chmod=755\`.`,
      );
    case 'no-interpreter':
      return error(
        `${answer.at} needs ${JSON.stringify(answer.interpreter)}, which the image does not have`,
        interpreterHint(answer.interpreter),
      );
    case 'other-architecture':
      return error(
        `${answer.at} is a program for ${answer.architecture}, and the image is for ${facts.config.architecture}`,
        'Copy or download the program for the platform of the build: `ARG TARGETARCH` has its name.',
      );
  }
}

/** Console scripts of the packages that run in these containers. Source: reference/celery-on-ecs.md, "The image". */
const CONSOLE_SCRIPTS = new Set([
  'uvicorn',
  'gunicorn',
  'hypercorn',
  'celery',
  'alembic',
  'flask',
  'django-admin',
  'fastapi',
]);

function missingHint(word: string, { isShell, for: part }: NeededProgram): string {
  if (isShell) {
    return part === 'healthCheck'
      ? 'Use `CMD` with a program of the image instead of `CMD-SHELL`: `["CMD", "python", "-c", "..."]`.'
      : 'Write the command without a shell: each argument an item of the list.';
  }
  if (part === 'healthCheck') {
    return `Install ${word} in the Dockerfile, or check with what the image has: \`python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health')"\`.`;
  }
  if (CONSOLE_SCRIPTS.has(word)) {
    return `\`${word}\` comes with its Python package: install the package in the last stage of the Dockerfile, or copy its environment there and put its \`bin\` on PATH.`;
  }
  return word.includes(' ')
    ? 'Each argument is an item of its own: `["uvicorn", "amply.main:app"]`.'
    : 'Install it in the last stage of the Dockerfile, or correct the word.';
}

function interpreterHint(interpreter: string): string {
  if (interpreter.endsWith('\r')) return 'The script has Windows line ends: add `*.sh text eol=lf` to .gitattributes.';
  if (interpreter.includes('ld-linux')) {
    return 'The program is built for glibc, and the image has another C library (Alpine has musl): take a Debian base image, or build it there.';
  }
  if (interpreter.includes('ld-musl'))
    return 'The program is built for musl (Alpine): build it on the base image that it runs on.';
  return 'A console script names the interpreter of the environment that it was installed in: copy that environment to the same path, with its Python.';
}

/** User and directory. */
function context({ config, answers }: ImageFacts, container: Requirements): Diagnostic[] {
  const user = container.user ?? config.user;
  const name = namedUser(user);
  const directory = container.workingDirectory ?? config.workingDirectory;
  const found: Diagnostic[] = [];
  if (/^(?:|0|root)(?::|$)/.test(user)) {
    found.push(
      told(
        container,
        'user',
        'warning',
        'verify/user',
        'runs as root',
        'Add `RUN useradd --create-home app` and `USER app` to the Dockerfile, or `user` to the container.',
      ),
    );
  } else if (name !== undefined && answers[questionKey({ kind: 'user', name })]?.kind === 'missing') {
    found.push(
      told(
        container,
        'user',
        'error',
        'verify/user',
        `runs as \`${name}\`, whom the image does not know: no task would start`,
        `Add \`RUN useradd --create-home ${name}\` to the last stage of the Dockerfile, or give the user's number.`,
      ),
    );
  }
  if (answers[questionKey({ kind: 'directory', path: directory })]?.kind === 'missing') {
    found.push(
      told(
        container,
        'workingDirectory',
        'warning',
        'verify/working-directory',
        `works in ${directory}, which is not in the image: it would start in a new, empty directory`,
        'Set WORKDIR in the last stage of the Dockerfile, and copy the application there.',
      ),
    );
  }
  return found;
}

function told(
  { service, container, places }: Requirements,
  place: RequirementPlace,
  severity: Severity,
  rule: string,
  what: string,
  hint: string,
): Diagnostic {
  const at = places[place];
  const who = container === service ? service : `${service}, container ${container},`;
  return { rule, severity, message: `${who} ${what}.`, hint, ...(at && { at }) };
}
