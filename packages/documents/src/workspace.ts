/** What stands at a path: `outside` when a link leads out of the workspace, `unreadable` when it is there but closed to us. */
export type Standing = 'file' | 'directory' | 'missing' | 'outside' | 'unreadable';

/** The files a run may read. Paths are relative to its root, with `/`; the root itself is `.`. */
export interface Workspace {
  readonly root: string;
  /** Paths may lead out of it, and are absolute then: for a file that an input of a step names itself. */
  readonly isOpen?: boolean;
  look(path: string): Promise<Standing>;
  /** The bytes of a file; undefined for all that `look` calls otherwise. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The names of what stands in a directory; none where there is no directory. */
  list(path: string): Promise<readonly string[]>;
}

/** A workspace that holds the given files (path -> content) and no disk. */
export function memoryWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Workspace {
  const contents = new Map(Object.entries(files));
  const namesIn = (path: string): string[] => {
    const start = path === '.' ? '' : `${path}/`;
    const below = [...contents.keys()].filter((file) => file.startsWith(start));
    return [...new Set(below.map((file) => file.slice(start.length).split('/')[0] ?? ''))];
  };
  return {
    root: '/workspace',
    look: async (path) => (contents.has(path) ? 'file' : namesIn(path).length > 0 ? 'directory' : 'missing'),
    read: async (path) => {
      const content = contents.get(path);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    list: async (path) => namesIn(path),
  };
}
