/** What of package-lock.json is looked at. Source: docs.npmjs.com, "package-lock.json". */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * What would stop `npm ci` on another machine.
 *
 * Where a registry lacks a platform's native package, npm writes the lock without it and says nothing; `npm ci` then
 * fails. And a lock that says where its packages were loaded from binds everyone to that place.
 * Source: design.md, "Toolchain".
 */
export function lockFileProblems({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([path, locked]) => {
    const name = path === '' ? 'package.json' : path;
    const missing = Object.entries(locked.optionalDependencies ?? {}).filter(
      ([dependency, range]) => !isLocked(packages, path, dependency, range),
    );
    return [
      ...missing.map(([dependency, range]) => `${name} wants ${dependency} ${range}, which package-lock.json has not.`),
      // A link to a workspace is resolved to its folder.
      ...(locked.resolved?.includes('://') === true ? [`${name} is bound to the place it was loaded from.`] : []),
    ];
  });
}

/** Whether a dependency of the package at `path` is found from there, as Node looks for it. */
function isLocked(packages: LockFile['packages'], path: string, dependency: string, range: string): boolean {
  const isExact = /^\d/.test(range);
  const places = foldersUpwards(path).map((folder) => `${folder}node_modules/${dependency}`);
  const nearest = places.map((place) => packages[place]).find((found) => found !== undefined);
  return nearest !== undefined && (!isExact || nearest.version === range);
}

function foldersUpwards(path: string): string[] {
  const parts = path === '' ? [] : path.split('/');
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    parts
      .slice(0, parts.length - up)
      .map((part) => `${part}/`)
      .join(''),
  );
}

/** One copy of them goes into tests and `dist/`: with two, tests run another one than users do. */
const SDK = /^@(?:smithy|aws-sdk)\//;

/** The parts of the AWS SDK that are installed in more than one version. */
export function doubledSdkPackages({ packages }: LockFile): string[] {
  const versions = new Map<string, Set<string>>();
  for (const [path, { version }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!SDK.test(name) || version === undefined) continue;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return [...versions]
    .filter(([, found]) => found.size > 1)
    .map(
      ([name, found]) =>
        `${name} is installed in ${found.size} versions, ${[...found].join(' and ')}: pin the one that the SDK's clients want.`,
    );
}
