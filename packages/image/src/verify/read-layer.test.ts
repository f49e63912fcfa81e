import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { readLayer } from './read-layer.ts';

/** A layer as a builder writes it. */
async function aTar(): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: './usr/', type: 'directory' });
  tar.entry({ name: 'usr/bin/tool', mode: 0o755 }, Buffer.alloc(10_000, 'x'));
  tar.entry({ name: 'usr/share/doc', mode: 0o644 }, 'not read');
  tar.entry({ name: 'usr/bin/sh', type: 'symlink', linkname: '/usr/bin/tool' });
  tar.entry({ name: 'usr/bin/hard', type: 'link', linkname: './usr/bin/tool' });
  tar.entry({ name: 'dev/null', type: 'character-device' });
  tar.entry({ name: 'etc/passwd', mode: 0o644 }, 'root:x:0:0\n');
  tar.entry({ name: `${'long/'.repeat(40)}name`, mode: 0o755 }, 'x');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test.each([
  { name: 'plain', packed: (tar: Buffer) => tar },
  { name: 'packed by gzip', packed: gzipSync },
  { name: 'packed by zstd', packed: zstdCompressSync },
])('a layer is read, $name, whatever the pieces it comes in', async ({ packed }) => {
  const bytes = packed(await aTar());
  const pieces = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, index) =>
    bytes.subarray(index * 777, (index + 1) * 777),
  );
  const entries = await readLayer(Readable.from(pieces));
  const brief = entries.map(({ path, file }) => {
    const facts =
      file.kind === 'file' ? `${String(file.isExecutable)} ${file.head.length}` : 'target' in file ? file.target : '';
    return `${file.kind} ${path} ${facts}`.trim();
  });
  expect(brief).toEqual([
    'directory usr',
    'file usr/bin/tool true 4096',
    'file usr/share/doc false 0',
    'link usr/bin/sh /usr/bin/tool',
    'hard link usr/bin/hard usr/bin/tool',
    'file etc/passwd false 11',
    `file ${'long/'.repeat(40)}name true 1`,
  ]);
});

test('an archive that breaks off is an error', async () => {
  const bytes = gzipSync(await aTar());
  await expect(readLayer(Readable.from([bytes.subarray(0, bytes.length / 2)]))).rejects.toThrow();
});
