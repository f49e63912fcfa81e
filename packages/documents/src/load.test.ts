import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Diagnostics,
  diskWorkspace,
  loadDocument,
  memoryWorkspace,
  resolveInside,
  type Position,
  type Workspace,
} from './index.ts';

const files = {
  'deploy/stack.yml': 'name: amply',
  'deploy/api/task-definition.yml': 'family: api\ncpu: "256',
  'deploy/api/service.yml': 'serviceName: api',
  'backend/Dockerfile': 'FROM scratch',
};
const inStack: Position = { file: 'deploy/stack.yml', line: 3, column: 7 };

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'files-'));
  const workspace = join(root, 'workspace');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(workspace, path, '..'), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  await writeFile(join(root, 'secret.yml'), 'secret: true');
  await symlink(join(root, 'secret.yml'), join(workspace, 'deploy/outside.yml'));
  await symlink(root, join(workspace, 'deploy/outside'));
  await symlink('api/service.yml', join(workspace, 'deploy/inside.yml'));
  await symlink('circle.yml', join(workspace, 'deploy/circle.yml'));
  await symlink('nowhere.yml', join(workspace, 'deploy/dangling.yml'));
});

afterAll(() => rm(root, { recursive: true }));

const workspaces: { kind: string; workspace: () => Workspace }[] = [
  { kind: 'on disk', workspace: () => diskWorkspace(join(root, 'workspace')) },
  { kind: 'in memory', workspace: () => memoryWorkspace(files) },
];

async function resolved(workspace: Workspace, path: string, at?: Position, wanted?: 'file' | 'directory') {
  const diagnostics = new Diagnostics();
  const file = await resolveInside(workspace, path, at, diagnostics, wanted);
  return { file, rules: diagnostics.all.map(({ rule }) => rule), all: diagnostics.all };
}

describe.each(workspaces)('paths in a workspace $kind', ({ workspace }) => {
  test.each<{ name: string; path: string; at?: Position; file: string; wanted?: 'directory' }>([
    { name: 'of an input: from the root', path: 'deploy/stack.yml', file: 'deploy/stack.yml' },
    { name: 'of a file: from where it is', path: 'api/service.yml', at: inStack, file: 'deploy/api/service.yml' },
    { name: 'with dots', path: './deploy/../deploy/./stack.yml', file: 'deploy/stack.yml' },
    { name: 'up and down', path: '../backend/Dockerfile', at: inStack, file: 'backend/Dockerfile' },
    { name: 'a directory', path: '../backend', at: inStack, file: 'backend', wanted: 'directory' },
    { name: 'the root', path: '..', at: inStack, file: '.', wanted: 'directory' },
  ])('$name', async ({ path, at, file, wanted }) => {
    expect(await resolved(workspace(), path, at, wanted)).toEqual({ file, rules: [], all: [] });
  });

  test('absolute ones inside are taken', async () => {
    const { file } = await resolved(workspace(), join(workspace().root, 'deploy/stack.yml'), inStack);
    expect(file).toBe('deploy/stack.yml');
  });

  test.each<{ name: string; path: string; at?: Position; rule: string; wanted?: 'directory' }>([
    { name: 'out by ..', path: '../../secret.yml', at: inStack, rule: 'outside-workspace' },
    { name: 'out and in again', path: '../../workspace2/x.yml', at: inStack, rule: 'outside-workspace' },
    { name: 'absolute, elsewhere', path: '/etc/passwd', rule: 'outside-workspace' },
    { name: 'missing', path: 'api/nothing.yml', at: inStack, rule: 'missing' },
    { name: 'missing, in a missing directory', path: 'nothing/x.yml', at: inStack, rule: 'missing' },
    { name: 'a file as a directory', path: 'stack.yml/x.yml', at: inStack, rule: 'missing' },
    { name: 'a directory', path: 'api', at: inStack, rule: 'is-directory' },
    { name: 'empty', path: '', at: inStack, rule: 'is-directory' },
    {
      name: 'a file where a directory is wanted',
      path: 'stack.yml',
      at: inStack,
      rule: 'is-file',
      wanted: 'directory',
    },
  ])('$name', async ({ path, at, rule, wanted }) => {
    const { file, all } = await resolved(workspace(), path, at, wanted);
    expect(file).toBeUndefined();
    expect(all).toMatchObject([{ rule: `files/${rule}`, ...(at && { at }) }]);
  });

  test.each([
    { path: 'api/task-definiton.yml', hint: 'Did you mean deploy/api/task-definition.yml?' },
    { path: 'api/Service.yaml', hint: 'Did you mean deploy/api/service.yml?' },
    { path: 'api\\service.yml', hint: 'Separate directories by /.' },
    { path: 'worker/service.yml', hint: 'Paths are relative to the file they are written in, deploy/stack.yml.' },
  ])('$path is missing: $hint', async ({ path, hint }) => {
    expect((await resolved(workspace(), path, inStack)).all).toMatchObject([{ hint }]);
  });

  test('a loaded file tells its errors by its path from the root', async () => {
    const diagnostics = new Diagnostics();
    const document = await loadDocument(workspace(), 'api/task-definition.yml', inStack, diagnostics);
    expect(document).toBeUndefined();
    expect(diagnostics.all).toMatchObject([
      { rule: 'files/unclosed', at: { file: 'deploy/api/task-definition.yml', line: 2, column: 6 } },
    ]);
  });

  test('a loaded file has its values', async () => {
    const document = await loadDocument(workspace(), 'deploy/stack.yml', undefined, new Diagnostics());
    expect(document?.value).toEqual({ name: 'amply' });
    expect(document?.at(['name'])).toEqual({ file: 'deploy/stack.yml', line: 1, column: 7 });
  });
});

describe('links on disk', () => {
  test.each([
    { path: 'deploy/inside.yml', rules: [] },
    { path: 'deploy/outside.yml', rules: ['files/outside-workspace'] },
    { path: 'deploy/outside/secret.yml', rules: ['files/outside-workspace'] },
    { path: 'deploy/circle.yml', rules: ['files/unreadable'] },
    { path: 'deploy/dangling.yml', rules: ['files/missing'] },
  ])('$path: $rules', async ({ path, rules }) => {
    const workspace = diskWorkspace(join(root, 'workspace'));
    expect((await resolved(workspace, path)).rules).toEqual(rules);
    expect((await workspace.read(path)) !== undefined).toBe(rules.length === 0);
  });

  test('one that leads to nothing is said to, and not taken for a misspelling of itself', async () => {
    const workspace = diskWorkspace(join(root, 'workspace'));
    expect((await resolved(workspace, 'deploy/dangling.yml')).all).toMatchObject([
      { message: 'deploy/dangling.yml does not exist.', hint: 'It is a link that leads to nothing.' },
    ]);
  });

  test('a device is not read', async () => {
    expect((await resolved(diskWorkspace('/'), 'dev/zero')).rules).toEqual(['files/unreadable']);
  });
});

describe('a file that is read again', () => {
  const text = (content: string) => new TextEncoder().encode(content);

  /** A workspace with one file that somebody writes anew between two readings. */
  async function readTwice(first: string, second: string) {
    let content = first;
    const workspace: Workspace = {
      ...memoryWorkspace({ 'a.yml': '' }),
      read: () => Promise.resolve(text(content)),
    };
    const read = async () => {
      const diagnostics = new Diagnostics();
      return { document: await loadDocument(workspace, 'a.yml', undefined, diagnostics), found: diagnostics.all };
    };
    const before = await read();
    content = second;
    return [before, await read()] as const;
  }

  test('is parsed once while it stays as it is, and says again what is wrong with it', async () => {
    const [before, after] = await readTwice('a: 1', 'a: 1');
    expect(after.document).toBe(before.document);
    const [wrong, again] = await readTwice('a: "1', 'a: "1');
    expect(wrong.found).not.toEqual([]);
    expect(again.found).toEqual(wrong.found);
  });

  test('is parsed anew when it has changed', async () => {
    const [, after] = await readTwice('a: 1', 'a: 2');
    expect(after.document?.value).toEqual({ a: 2 });
  });
});
