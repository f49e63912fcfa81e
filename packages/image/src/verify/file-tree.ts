/** What stands at a path of an image. */
export type ImageFile =
  | { readonly kind: 'directory' }
  | { readonly kind: 'link'; readonly target: string }
  | {
      readonly kind: 'file';
      readonly isExecutable: boolean;
      /** The first bytes of a program; all of a file that is looked into. */
      readonly head: Uint8Array;
    };

/** An entry of a layer, by its path without a slash in front. */
export interface LayerEntry {
  readonly path: string;
  readonly file: ImageFile | { readonly kind: 'hard link'; readonly target: string };
}

/** The kernel follows no more. Source: path_resolution(7). */
const MOST_LINKS = 40;

/** What an image's layers come to. */
export class FileTree {
  readonly #files = new Map<string, ImageFile>();

  /**
   * Puts a layer on those before.
   *
   * Source: the OCI image specification, "Image Layer Filesystem Changeset", "Whiteouts".
   */
  addLayer(entries: Iterable<LayerEntry>): void {
    const added = [...entries];
    // Whiteouts are about the layers below only, wherever they stand in their own.
    for (const { path } of added) {
      const [directory, name] = split(path);
      if (name === '.wh..wh..opq') this.#removeBelow(directory);
      else if (name.startsWith('.wh.')) this.#remove(joined(directory, name.slice('.wh.'.length)));
    }
    for (const { path, file } of added) {
      if (split(path)[1].startsWith('.wh.')) continue;
      if (file.kind === 'hard link') {
        const original = this.#files.get(file.target);
        if (original) this.#files.set(path, original);
      } else {
        // What is no directory any more has nothing below.
        if (file.kind !== 'directory' && this.#files.get(path)?.kind === 'directory') this.#removeBelow(path);
        this.#files.set(path, file);
      }
    }
  }

  /** The path itself, links followed, and what stands there; undefined when nothing does, or when links go in a circle. */
  find(path: string, directory = '/'): { path: string; file: ImageFile } | undefined {
    let left = [...(path.startsWith('/') ? [] : parts(directory)), ...parts(path)];
    let at = '';
    for (let links = 0; left.length > 0;) {
      const [name = '', ...rest] = left;
      left = rest;
      if (name === '..') {
        at = split(at)[0];
        continue;
      }
      const next = joined(at, name);
      const file = this.#files.get(next);
      if (file?.kind !== 'link') {
        // A directory may have no entry of its own, only files.
        if (!file && !this.#hasBelow(next)) return undefined;
        if (file && file.kind !== 'directory' && left.length > 0) return undefined;
        at = next;
        continue;
      }
      links += 1;
      if (links > MOST_LINKS) return undefined;
      if (file.target.startsWith('/')) at = '';
      left = [...parts(file.target), ...left];
    }
    return { path: `/${at}`, file: this.#files.get(at) ?? { kind: 'directory' } };
  }

  #hasBelow(path: string): boolean {
    for (const known of this.#files.keys()) if (known.startsWith(`${path}/`)) return true;
    return false;
  }

  #remove(path: string): void {
    this.#files.delete(path);
    this.#removeBelow(path);
  }

  #removeBelow(path: string): void {
    const start = path === '' ? '' : `${path}/`;
    for (const known of this.#files.keys()) if (known.startsWith(start)) this.#files.delete(known);
  }
}

/** A path of a tar archive or of a link without what says nothing. */
export function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function split(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? ['', path] : [path.slice(0, slash), path.slice(slash + 1)];
}

function joined(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
