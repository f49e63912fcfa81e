import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { parts, type LayerEntry } from './file-tree.ts';

/** Enough for a line with an interpreter, and for what an ELF file says of itself at its beginning. */
const HEAD_BYTES = 4096;

/** Files that are read whole. */
const READ_WHOLE = new Set(['etc/passwd']);

/** Reads the entries of a layer: a tar archive, plain or packed by gzip or zstd. */
export async function readLayer(layer: AsyncIterable<Uint8Array>): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  await eachEntry(layer, async (header, content) => {
    const path = parts(header.name).join('/');
    const file = await fileOf(header, path, content);
    if (file && path !== '') entries.push({ path, file });
  });
  return entries;
}

/** Goes through a tar archive, plain or packed. What is not read of an entry is skipped. */
export async function eachEntry(
  archive: AsyncIterable<Uint8Array>,
  visit: (header: Header, content: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const [start, whole] = await peek(archive);
  const unpack = extract();
  const source = Readable.from(whole);
  const done = isGzip(start)
    ? pipeline(source, createGunzip(), unpack)
    : isZstd(start)
      ? pipeline(source, createZstdDecompress(), unpack)
      : pipeline(source, unpack);
  const visited = (async () => {
    for await (const entry of unpack) {
      // A stream of bytes, which its types do not say.
      await visit(entry.header, entry as AsyncIterable<Uint8Array>);
      entry.resume();
    }
  })();
  await Promise.all([done, visited]);
}

/** The first bytes of a stream, and the stream with them. */
export async function peek(stream: AsyncIterable<Uint8Array>): Promise<[Uint8Array, AsyncIterable<Uint8Array>]> {
  const iterator = stream[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start = first.done === true ? new Uint8Array() : first.value;
  return [
    start,
    (async function* () {
      if (first.done !== true) yield first.value;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    })(),
  ];
}

/** Source: RFC 1952, 2.3.1. */
function isGzip([a, b]: Uint8Array): boolean {
  return a === 0x1f && b === 0x8b;
}

/** Source: RFC 8878, 3.1.1. */
function isZstd([a, b, c, d]: Uint8Array): boolean {
  return a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd;
}

async function fileOf(
  { type, mode, linkname }: Header,
  path: string,
  content: AsyncIterable<Uint8Array>,
): Promise<LayerEntry['file'] | undefined> {
  if (type === 'directory') return { kind: 'directory' };
  if (type === 'symlink') return { kind: 'link', target: linkname };
  if (type === 'link') return { kind: 'hard link', target: parts(linkname).join('/') };
  if (type !== 'file' && type !== 'contiguous-file') return undefined;
  const isExecutable = (mode & 0o111) !== 0;
  const most = READ_WHOLE.has(path) ? Infinity : isExecutable ? HEAD_BYTES : 0;
  return { kind: 'file', isExecutable, head: await firstBytes(content, most) };
}

async function firstBytes(content: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // The whole entry is gone through: to leave it early would end the archive.
  for await (const chunk of content) {
    if (length < most) chunks.push(chunk.subarray(0, most - length));
    length += chunk.byteLength;
  }
  return new Uint8Array(Buffer.concat(chunks));
}
