/** Variables of a process. What is undefined is taken out of the environment. */
type Env = Readonly<Record<string, string | undefined>>;

/**
 * What git may not do while it looks at a checkout: start a program that some configuration names.
 *
 * Source: git-scm.com, "git-config". An empty `core.fsmonitor` is off in every version; older ones take `false` for the name
 * of a program.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'safe.bareRepository': 'explicit',
  'core.fsmonitor': '',
  'core.hooksPath': '/dev/null',
  'diff.external': '',
  'log.showSignature': 'false',
};

/** The settings, and some more, as options of git. */
export function settingOptions(more: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries({ ...SETTINGS, ...more }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * What git needs of the environment: where programs, configuration and temporary files are, and how text is encoded.
 * Credentials and the variables of the runner are no business of a program that only reads a checkout.
 */
const NEEDED = /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|TMP|TEMP|LANG|LC_\w+|XDG_CONFIG_HOME|SYSTEMROOT|USERPROFILE)$/i;

/** What is changed in the environment for our own calls of git. */
export function gitEnvironment(env: Env): Env {
  const dropped = Object.keys(env).filter((name) => !NEEDED.test(name) && !CONFIGURATION.test(name));
  return {
    ...without(dropped),
    // No transport: a partial clone would fetch what it lacks by whatever program its remote names.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** What is changed in the environment of a program that calls git by itself, as buildx does for the provenance. */
export function environmentOfCallers(env: Env): Env {
  const given = Number(env['GIT_CONFIG_COUNT']);
  const first = Number.isSafeInteger(given) && given > 0 ? given : 0;
  const numbered = Object.entries(SETTINGS).map(([name, value], index) => ({
    [`GIT_CONFIG_KEY_${first + index}`]: name,
    [`GIT_CONFIG_VALUE_${first + index}`]: value,
  }));
  return {
    ...withoutGit(env),
    GIT_PAGER: 'cat',
    GIT_CONFIG_COUNT: String(first + numbered.length),
    ...(Object.assign({}, ...numbered) as Env),
  };
}

/** They say where configuration is, `safe.directory` above all. */
const CONFIGURATION = /^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)$/;

/** The other GIT_* variables of a job move the repository, or name programs and files. */
function withoutGit(env: Env): Env {
  return without(Object.keys(env).filter((name) => name.startsWith('GIT_') && !CONFIGURATION.test(name)));
}

function without(names: readonly string[]): Env {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
