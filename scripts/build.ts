import { bundleAll } from './build/bundle.ts';

const repository = new URL('..', import.meta.url).pathname;
const built = await bundleAll(repository, `${repository}dist`);
for (const { action, bytes, chunkBytes } of built) {
  console.log(`dist/${action}: ${bytes} bytes, and ${chunkBytes} in chunks that are loaded when needed`);
}
