import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROJECT_FILE } from '../../../shared/contract/project.ts';
import { PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { projectSettings } from './project-settings.ts';
import { readProject, seedOf } from './read-project.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vt-project-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(content: unknown): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, PROJECT_FILE), text);
}

const field = (name: string) =>
  expect.objectContaining({ code: 'BAD_VALUE', data: expect.objectContaining({ field: name }) });

describe('project file', () => {
  test('every field › is read', async () => {
    const all = {
      ...{ $schema: './schema.json', tenant: 'shop', runtime: PROGRAMS, version: '7.2' },
      ...{ settings: { maxmemory: '64mb', appendonly: true }, seed: 'seed.rdb' },
      ...{ resources: ['postgres'], password: 'generate' },
    };
    write(all);
    expect(await readProject(folder)).toEqual({ path: join(folder, PROJECT_FILE), folder, file: all });
  });

  test('byte order mark › is skipped', async () => {
    write(`\uFEFF{"tenant":"shop"}`);
    expect((await readProject(folder)).file).toEqual({ tenant: 'shop' });
  });

  test('no file › NOT_FOUND with its path', async () => {
    await expect(readProject(folder)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'project file' } });
  });

  test.each([
    ['no field at all', {}, 'tenant'],
    ['an id with capitals', { tenant: 'Shop' }, 'tenant'],
    ['main as the tenant', { tenant: 'main' }, 'tenant'],
    ['a path as the tenant', { tenant: '../shop' }, 'tenant'],
    ['an unknown runtime', { tenant: 'shop', runtime: 'podman' }, 'runtime'],
    ['a version as a number', { tenant: 'shop', version: 7.2 }, 'version'],
    ['a version with an image', { tenant: 'shop', version: '7@sha256:00' }, 'version'],
    ['a setting as a list', { tenant: 'shop', settings: { save: [60, 1] } }, 'settings.save'],
    ['a setting with a newline in its name', { tenant: 'shop', settings: { 'a\nload': 'x' } }, 'settings.a\nload'],
    ['a password in the file', { tenant: 'shop', password: 'secret' }, 'password'],
    ['an unknown field', { tenant: 'shop', command: 'rm' }, 'command'],
    ['the prototype as a field', '{"tenant":"shop","__proto__":{"x":1}}', '__proto__'],
    ['a list', [], PROJECT_FILE],
    ['null', 'null', PROJECT_FILE],
    ['a name twice', '{"tenant":"shop","settings":{},"t\\u0065nant":"other"}', 'tenant'],
    ['a directive twice', '{"tenant":"shop","settings":{"save":"a\\"b:","hz":1,"save" : ""}}', 'settings.save'],
    ['a deep value', `{"tenant":"shop","settings":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`, 'settings.a'],
    ['a deep list', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, PROJECT_FILE],
    ['NUL bytes', '{"tenant":"shop"}\0', PROJECT_FILE],
  ])('%s › is refused with the field', async (_, content, name) => {
    write(content);
    await expect(readProject(folder)).rejects.toEqual(field(name));
  });

  test('text that is not JSON › is refused as such', async () => {
    write('tenant: shop');
    await expect(readProject(folder)).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringContaining('cannot be read as JSON'),
    });
  });

  test('a FIFO, a folder and a file of a megabyte › are refused without a wait', async () => {
    execFileSync('mkfifo', [join(folder, PROJECT_FILE)]);
    await expect(readProject(folder)).rejects.toEqual(field(PROJECT_FILE));
    rmSync(join(folder, PROJECT_FILE));
    mkdirSync(join(folder, PROJECT_FILE));
    await expect(readProject(folder)).rejects.toEqual(field(PROJECT_FILE));
    await expect(readProject(folder)).rejects.toThrow(
      /^vrooli-redis.json cannot be used: it is a folder, not a file.$/,
    );
    rmSync(join(folder, PROJECT_FILE), { recursive: true });
    write(' '.repeat(1024 * 1024));
    await expect(readProject(folder)).rejects.toEqual(field(PROJECT_FILE));
  });
});

describe('seed', () => {
  const seedFor = async (seed: string) => {
    write({ tenant: 'shop', seed });
    return seedOf(await readProject(folder));
  };

  test('a file inside the project › is found, also through a link inside', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/seed.rdb'), 'REDIS');
    symlinkSync('data/seed.rdb', join(folder, 'link.rdb'));
    const found = { path: join(folder, 'data/seed.rdb'), sizeBytes: 5 };
    expect(await seedFor('data/../data/seed.rdb')).toEqual(found);
    expect(await seedFor('link.rdb')).toEqual(found);
  });

  test.each(['/etc/passwd', '../seed.rdb', 'data', '.', 'missing.rdb', 'outside.rdb', 'a\0b'])(
    '%j › leads out of the project, or is no file › is refused',
    async (seed) => {
      mkdirSync(join(folder, 'data'));
      symlinkSync('/etc/passwd', join(folder, 'outside.rdb'));
      await expect(seedFor(seed)).rejects.toEqual(field('seed'));
    },
  );

  test('a neighbour whose name begins as the folder does › is refused', async () => {
    const neighbour = `${folder}-other`;
    mkdirSync(neighbour);
    try {
      writeFileSync(join(neighbour, 'seed.rdb'), 'REDIS');
      await expect(seedFor(`../${neighbour.split('/').at(-1)}/seed.rdb`)).rejects.toEqual(field('seed'));
    } finally {
      rmSync(neighbour, { recursive: true });
    }
  });
});

describe('settings', () => {
  test('values › become those of redis.conf', () => {
    expect(
      projectSettings({ maxmemory: '64mb', appendonly: true, databases: 32, save: '', 'dynamic-hz': false }),
    ).toEqual({
      ...{ maxmemory: '64mb', appendonly: 'yes', databases: '32', save: '', 'dynamic-hz': 'no' },
    });
  });

  test('an older name › becomes the current one, and counts as the same', () => {
    expect(projectSettings({ 'hash-max-ziplist-entries': 64 })).toEqual({ 'hash-max-listpack-entries': '64' });
    expect(() => projectSettings({ 'hash-max-ziplist-entries': 64, 'hash-max-listpack-entries': 128 })).toThrow(
      'twice',
    );
  });

  test.each([
    ...['loadmodule', 'include', 'rename-command', 'user', 'aclfile', 'requirepass', 'masterauth', 'replicaof', 'bind'],
    ...['port', 'unixsocket', 'protected-mode', 'enable-debug-command', 'enable-module-command', 'dir', 'dbfilename'],
    ...['logfile', 'pidfile', 'daemonize', 'syslog-enabled', 'oom-score-adj', 'tls-cert-file', 'cluster-enabled'],
    ...['slaveof', 'no-such-directive', 'constructor'],
  ])('%s › is refused by name', (name) => {
    expect(() => projectSettings({ [name]: 'x' })).toThrow(
      expect.objectContaining({ code: 'BAD_VALUE', data: expect.objectContaining({ field: `settings.${name}` }) }),
    );
  });

  test('a value with a second line › is refused', () => {
    expect(() => projectSettings({ 'notify-keyspace-events': 'Ex\nloadmodule /tmp/x.so' })).toThrow('one line');
  });
});
