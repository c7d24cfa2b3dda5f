import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { copyModule, newModuleFolder, openModule, pruneModules, type ServerPlatform } from './module-file.ts';

const linux: ServerPlatform = { system: 'linux', machine: 'x86-64' };
const [object, program, library] = [1, 2, 3];
const [x86, arm] = [62, 183];

describe('a file to load', () => {
  test('a library for the server › its path, name and size', async () => {
    const path = written('search.so', elf(library, x86));
    expect(await openModule('main', path, linux)).toEqual({ path, name: 'search.so', sizeBytes: 64 });
  });

  test('a server whose processor is unknown › any library of its system', async () => {
    const path = written('search.so', elf(library, arm));
    await expect(openModule('main', path, { ...linux, machine: null })).resolves.toMatchObject({ path });
  });

  test.each([
    [elf(library, arm), /is built for arm64, and main runs on x86-64\. Choose a module for x86-64\./],
    [elf(object, x86), /is an object file, not a shared library\. Link it with -shared\./],
    [elf(program, x86), /is a program, not a shared library\./],
    [Buffer.from('#!/bin/sh\necho hello, this is long enough\n'), /is not a compiled library/],
    [Buffer.alloc(0), /is not a compiled library/],
  ])('another file %# › why it cannot be loaded, and that nothing was changed', async (content, message) => {
    const path = written('other.so', content);
    await expect(openModule('main', path, linux)).rejects.toThrow(message);
    await expect(openModule('main', path, linux)).rejects.toThrow(/Nothing was changed\.$/);
  });

  test('a library of macOS › both systems are named', async () => {
    const path = written('search.so', mach());
    await expect(openModule('main', path, linux)).rejects.toThrow(
      'is built for macOS, and main runs on Linux. Choose a module for Linux.',
    );
    await expect(openModule('main', path, { system: 'macos', machine: 'arm64' })).resolves.toMatchObject({ path });
  });

  test('a relative path, a missing file, a folder › each is refused with its reason', async () => {
    const folder = temporaryFolder();
    await expect(openModule('main', 'search.so', linux)).rejects.toThrow('search.so is not an absolute path.');
    await expect(openModule('main', join(folder, 'none.so'), linux)).rejects.toThrow(/none\.so does not exist\./);
    await expect(openModule('main', folder, linux)).rejects.toThrow(/is a (folder|directory)\. Choose the file/);
  });

  test('an uploaded file › the message has the name that the user knows', async () => {
    const path = written('upload-1', Buffer.from('text'));
    await expect(openModule('main', path, linux, 'mine.so')).rejects.toThrow(/^mine\.so is not a compiled library/);
  });

  test('a link to a library › its own name', async () => {
    const path = written('search-1.2.so', elf(library, x86));
    const link = join(temporaryFolder(), 'search.so');
    symlinkSync(path, link);
    expect(await openModule('main', link, linux)).toMatchObject({ name: 'search.so', sizeBytes: 64 });
  });

  test.each([
    ['a b"c.so', 'a-b-c.so'],
    ['..hidden.so', 'hidden.so'],
    ['---', 'module.so'],
    [`${'x'.repeat(150)}.so`, `${'x'.repeat(97)}.so`],
  ])('the name %s › %s, which redis.conf and a container accept', async (given, name) => {
    expect(await openModule('main', written(given, elf(library, x86)), linux)).toMatchObject({ name });
  });
});

describe('the copy of a module', () => {
  test('copied › the same bytes, and all may read and execute them', async () => {
    const config = temporaryFolder();
    const content = elf(library, x86);
    const file = await openModule('main', written('search.so', content), linux);
    const folder = newModuleFolder(config);
    const copy = await copyModule(file, folder);
    expect(copy).toBe(join(folder, 'search.so'));
    expect(readFileSync(copy).equals(content)).toBe(true);
    for (const path of [copy, folder, join(config, 'vrooli-modules')])
      expect((statSync(path).mode & 0o755).toString(8)).toBe('755');
  });

  test('copied twice › two folders, so that a revert finds the first', () => {
    expect(newModuleFolder('/config')).not.toBe(newModuleFolder('/config'));
  });

  test('nine copies, one of the oldest in use › the newest five and the used one are kept', async () => {
    const config = temporaryFolder();
    const names = Array.from({ length: 9 }, (_, day) => `2026-01-0${day + 1}`);
    for (const name of names) mkdirSync(join(config, 'vrooli-modules', name), { recursive: true });
    await pruneModules(config, [join(config, 'vrooli-modules', '2026-01-02', 'search.so'), null]);
    expect(readdirSync(join(config, 'vrooli-modules')).sort()).toEqual(['2026-01-02', ...names.slice(4)]);
  });

  test('no copies › nothing to remove', async () => {
    const config = temporaryFolder();
    await pruneModules(config, []);
    expect(existsSync(join(config, 'vrooli-modules'))).toBe(false);
  });
});

function written(name: string, content: Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** The header of a compiled file of Linux, 64 bit. */
function elf(type: number, machine: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x7f454c46, 0);
  bytes.set([2, 1, 1], 4);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

/** The header of a library of macOS for arm64. */
function mach(): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(0x0100000c, 4);
  bytes.writeUInt32LE(6, 12);
  return bytes;
}
