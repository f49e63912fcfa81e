import type { ImageConfig } from '../src/registry/image-config.ts';
import { FileTree, type LayerEntry } from '../src/verify/file-tree.ts';
import { factsOf, type ImageFacts } from '../src/verify/image-facts.ts';
import { questionsOf } from '../src/verify/programs-needed.ts';
import type { Requirements } from '../src/verify/requirements.ts';

/** How an image is to be run: as the seed's Dockerfile says. */
export function aConfig(given: Partial<ImageConfig> = {}): ImageConfig {
  return {
    os: 'linux',
    architecture: 'amd64',
    user: 'appuser',
    workingDirectory: '/app',
    entrypoint: [],
    command: ['uvicorn', 'amply.main:app'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    healthCheck: [],
    labels: {},
    ...given,
  };
}

/**
 * A layer from its paths: `-> target` is a link, `=> target` a hard link, `plain` a file that is not executable, all
 * else the beginning of a program; a path with a slash at its end is a directory.
 */
function aLayer(files: Readonly<Record<string, string | Uint8Array>>): LayerEntry[] {
  return Object.entries(files).map(([name, content]): LayerEntry => {
    const path = name.replace(/^\//, '');
    if (path.endsWith('/')) return { path: path.slice(0, -1), file: { kind: 'directory' } };
    if (typeof content !== 'string') return { path, file: { kind: 'file', isExecutable: true, head: content } };
    const [, arrow, target = ''] = /^([-=]>) (.*)$/.exec(content) ?? [];
    if (arrow === '->') return { path, file: { kind: 'link', target } };
    if (arrow === '=>') return { path, file: { kind: 'hard link', target } };
    const isExecutable = !content.startsWith('plain');
    return { path, file: { kind: 'file', isExecutable, head: new TextEncoder().encode(content) } };
  });
}

/** The files of one layer or of several. */
export function aTree(...layers: readonly Readonly<Record<string, string | Uint8Array>>[]): FileTree {
  const tree = new FileTree();
  for (const layer of layers) tree.addLayer(aLayer(layer));
  return tree;
}

/** What python:3.12-slim with the seed's application has, as far as anybody asks. */
export const PYTHON = {
  'app/': '',
  bin: '-> usr/bin',
  'usr/bin/sh': '-> dash',
  'usr/bin/dash': 'program',
  'usr/bin/env': 'program',
  'usr/local/bin/python3.12': 'program',
  'usr/local/bin/python3': '-> python3.12',
  'usr/local/bin/python': '-> python3',
  'usr/local/bin/uvicorn': '#!/usr/local/bin/python3.12\n',
  'usr/local/bin/celery': '#!/usr/local/bin/python3.12\n',
  'etc/passwd': 'plain\nroot:x:0:0::/root:/bin/sh\nappuser:x:1000:1000::/home/appuser:/bin/sh\n',
};

/** What a container of the seed asks. */
export function aContainer(given: Partial<Requirements> = {}): Requirements {
  return {
    service: 'amply-api',
    container: 'api',
    platform: 'linux/amd64',
    entryPoint: [],
    command: [],
    healthCheck: [],
    places: {
      container: undefined,
      command: undefined,
      entryPoint: undefined,
      healthCheck: undefined,
      platform: undefined,
      user: undefined,
      workingDirectory: undefined,
    },
    ...given,
  };
}

/** An image with all that containers ask of it looked for. */
export function factsFor(requirements: readonly Requirements[], config: ImageConfig, tree: FileTree): ImageFacts {
  return factsOf(config, tree, questionsOf(requirements, config));
}
