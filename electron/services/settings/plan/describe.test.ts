import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MASK } from '../../../../shared/contract/settings.ts';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { someSettings } from '../../../../test/support/some-settings.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { addToHistory, entryToRevert, type KeptEntry, readHistory } from '../history/history.ts';
import { compareSettings } from './compare.ts';
import { describeSettings } from './describe.ts';
import { driftOf } from './drift.ts';
import type { SettingFacts } from './setting-facts.ts';

const drift = (text: string, live: Record<string, string> | null, change: Partial<SettingFacts> = {}) =>
  driftOf(someSettings(text, { live, ...change })).map(({ directive, file, live: now, where }) => [
    directive,
    file,
    now,
    where,
  ]);
const setting = (facts: SettingFacts, name: string) =>
  describeSettings(facts).settings.find((one) => one.name === name);

describe('drift', () => {
  test('a value changed by CONFIG SET › is found, in the notation of Redis', () => {
    expect(drift('maxmemory 1gb\n', { maxmemory: '2147483648', timeout: '0' })).toEqual([
      ['maxmemory', '1073741824', '2147483648', 'server'],
    ]);
    expect(drift('maxmemory 1gb\n', { maxmemory: '1073741824' })).toEqual([]);
  });

  test('a directive that the file omits › is compared with the default of the same series only', () => {
    expect(drift('port 1\n', { timeout: '5' })).toEqual([['timeout', null, '5', 'server']]);
    const newer = parseInfo('redis_version:7.2.4\r\n');
    expect(drift('port 1\n', { timeout: '5' }, { info: newer })).toEqual([]);
    expect(drift('timeout 1\n', { timeout: '5' }, { info: newer })).toHaveLength(1);
    expect(drift('port 1\n', { timeout: '5' }, { info: null })).toEqual([]);
  });

  test('secrets › differ without being shown', () => {
    const found = drift('requirepass one\n', { requirepass: 'two' });
    expect(found).toEqual([['requirepass', MASK, MASK, 'server']]);
    expect(drift('port 1\n', { requirepass: 'two' })).toEqual([['requirepass', null, MASK, 'server']]);
  });

  test('values that a server adjusts, older names, and what the app controls › are no drift', () => {
    const live = { maxclients: '4064', 'slave-priority': '5', logfile: '/x', pidfile: '/y', 'x-unknown': '1' };
    expect(drift('maxclients 10000\nlogfile a\n', live)).toEqual([]);
  });

  test('another dump name or folder › decides what the next start loads', () => {
    expect(drift('dbfilename a.rdb\n', { dbfilename: 'b.rdb' })).toEqual([['dbfilename', 'a.rdb', 'b.rdb', 'server']]);
    expect(drift('dir /a\n', { dir: '/b' })).toEqual([]);
    expect(drift('dir /a\n', { dir: '/b' }, { movedFolder: { file: '/a', live: '/b' } })).toEqual([
      ['dir', '/a', '/b', 'server'],
    ]);
  });

  test('a container › its published address is compared with the record, not with the file', () => {
    const container = { runtime: CONTAINERS, published: { host: '127.0.0.1', port: 6400 }, recordedPort: 6500 };
    expect(drift('port 6379\nbind 0.0.0.0\n', { port: '6379', bind: '*', 'protected-mode': 'no' }, container)).toEqual([
      ['port', '6500', '6400', 'container'],
    ]);
    expect(drift('port 6379\n', null, { ...container, recordedPort: null })).toEqual([]);
  });

  test('the TLS port of a container › published under another number or not at all › is drift', () => {
    const container = { runtime: CONTAINERS, published: { host: '127.0.0.1', port: 6400 }, recordedPort: 6400 };
    expect(drift('tls-port 7000\n', null, { ...container, publishedTls: 7000 })).toEqual([]);
    expect(drift('tls-port 7000\n', null, { ...container, publishedTls: null })).toEqual([
      ['tls-port', '7000', null, 'container'],
    ]);
    expect(drift('port 6379\n', null, { ...container, publishedTls: 7000 })).toEqual([
      ['tls-port', null, '7000', 'container'],
    ]);
    // The instance's own port is the TLS port.
    expect(drift('port 0\ntls-port 6379\n', null, { ...container, publishedTls: null })).toEqual([]);
  });
});

describe('shown settings', () => {
  const text = 'requirepass s3cret\nuser a on >s3cret ~*\nmaxmemory 1gb\nx-unknown a\ntcp-backlog 100\n';
  const live = {
    requirepass: 's3cret',
    maxmemory: '1073741824',
    'tcp-backlog': '511',
    'x-live-only': 'b',
    timeout: '0',
  };

  test('secrets › of the file and the server › are nowhere in the document', () => {
    const facts = someSettings(text, { live });
    expect(JSON.stringify(describeSettings(facts))).not.toContain('s3cret');
    expect(setting(facts, 'requirepass')).toMatchObject({ file: MASK, live: MASK, isSet: true });
    expect(setting(someSettings('port 1\n', { live: { requirepass: '' } }), 'requirepass')).toMatchObject({
      isSet: false,
      live: '',
    });
  });

  test('a value that needs a restart › is pending; one that the server has applied is not', () => {
    const facts = someSettings(text, { live });
    expect(setting(facts, 'tcp-backlog')).toMatchObject({ file: '100', live: '511', pending: true });
    expect(setting(facts, 'maxmemory')).toMatchObject({ file: '1073741824', pending: false });
  });

  test('directives that only the file or only the server has › are listed once', () => {
    const names = describeSettings(someSettings(text, { live })).settings.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['x-unknown', 'x-live-only', 'user', 'include']));
    expect(new Set(names).size).toBe(names.length);
    // The server is older than this directive.
    expect(names).not.toContain('maxmemory-clients');
  });

  test('directives with several lines › are shown as lines, without their secrets', () => {
    const facts = someSettings('include a\ninclude b\nuser a on >s3cret\n', { live });
    expect(setting(facts, 'include')).toMatchObject({ file: 'a\nb', isSet: true, editable: false });
    expect(setting(facts, 'user')?.file).toBe(`a on >${MASK}`);
    expect(setting(facts, 'loadmodule')).toMatchObject({ file: null, isSet: false });
  });

  test('the address of a container › is the published one', () => {
    const facts = someSettings('port 6379\nbind 0.0.0.0\n', {
      runtime: CONTAINERS,
      published: { host: '127.0.0.1', port: 6400 },
      live: { port: '6379', bind: '*' },
    });
    expect(setting(facts, 'port')).toMatchObject({ file: '6400', live: '6400', how: 'recreate', pending: false });
    expect(setting(facts, 'bind')).toMatchObject({ file: '127.0.0.1', live: '127.0.0.1' });
  });

  test('a server without CONFIG, or a stopped one › has no live values and no pending ones', () => {
    const { settings } = describeSettings(someSettings(text, { live: null }));
    expect(settings.every(({ live: value, pending }) => value === null && !pending)).toBe(true);
    expect(settings.find(({ name }) => name === 'maxmemory')?.how).toBe('restart');
  });
});

describe('comparison of two instances', () => {
  const compared = (left: string, right: string) =>
    compareSettings({ conf: parseRedisConf(left), published: null }, { conf: parseRedisConf(right), published: null });

  test('another notation, a default and another order › are the same', () => {
    const all = compared('maxmemory 1gb\ntimeout 0\nbind a b\n', 'maxmemory 1073741824\nbind a b\n');
    expect(all.map(({ directive, same }) => [directive, same])).toEqual([
      ['maxmemory', true],
      ['timeout', true],
      ['bind', true],
    ]);
  });

  test('passwords › differ without being shown', () => {
    expect(compared('requirepass one\n', 'requirepass two\n')).toMatchObject([
      { left: MASK, right: MASK, same: false },
    ]);
    expect(compared('requirepass one\n', 'requirepass ""\n')).toMatchObject([{ left: MASK, right: '', same: false }]);
    expect(JSON.stringify(compared('requirepass one\nuser a on >one\n', 'user b on >two\n'))).not.toMatch(/one|two/);
  });

  test('folders and lines that belong to one instance › are left out, and addresses cannot be copied', () => {
    const all = compared('dir /a\nlogfile a\ninclude x\nport 1\n', 'dir /b\nport 2\n');
    expect(all.map(({ directive, copyable }) => [directive, copyable])).toEqual([['port', false]]);
  });

  test('a container › is compared by its published address', () => {
    const [port] = compareSettings(
      { conf: parseRedisConf('port 6379\n'), published: { host: '127.0.0.1', port: 6400 } },
      { conf: parseRedisConf('port 6379\n'), published: null },
    );
    expect(port).toMatchObject({ left: '6400', right: '6379', same: false });
  });
});

describe('history of settings', () => {
  const entry = (id: string, change: Partial<KeptEntry> = {}): KeptEntry => ({
    id,
    at: '2026-11-22T12:00:00.000Z',
    face: 'terminal',
    instance: 'main',
    what: 'changes',
    changes: [{ directive: 'maxmemory', from: '1', to: '2', how: 'live' }],
    restarted: false,
    safetyBackup: null,
    revertible: true,
    back: { maxmemory: '1', timeout: null },
    backText: null,
    ...change,
  });
  const path = (home: string) => join(home, 'redis/desktop/settings-history.jsonl');

  test('entries of several instances › each sees its own, newest first, from a private file', async () => {
    const home = temporaryFolder();
    expect(await readHistory(home, 'main')).toEqual([]);
    for (const [id, instance] of [
      ['1', 'main'],
      ['2', 'acme'],
      ['3', 'main'],
    ] as const)
      await addToHistory(home, entry(id, { instance }));
    expect((await readHistory(home, 'main')).map(({ id }) => id)).toEqual(['3', '1']);
    expect(await readHistory(home, 'acme')).toEqual([entry('2', { instance: 'acme' })]);
    expect(statSync(path(home)).mode & 0o777).toBe(0o600);
  });

  test('lines cut by a crash, zero bytes and lines of other versions › are skipped', async () => {
    const home = temporaryFolder();
    await addToHistory(home, entry('1'));
    appendFileSync(path(home), '{"id":"cut"\n\0\0\0\nnull\n{"id":"2"}\n');
    await addToHistory(home, entry('3'));
    expect((await readHistory(home, 'main')).map(({ id }) => id)).toEqual(['3', '1']);
  });

  test('a revert › of an unknown entry, of another instance or of a secret › is refused', async () => {
    const home = temporaryFolder();
    await addToHistory(home, entry('1'));
    await addToHistory(home, entry('secret', { revertible: false }));
    expect(await entryToRevert(home, 'main', '1')).toEqual(entry('1'));
    await expect(entryToRevert(home, 'acme', '1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(entryToRevert(home, 'main', 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(entryToRevert(home, 'main', 'secret')).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });

  test('the file is a folder, or the home is a file › an error, never an endless wait', async () => {
    const home = temporaryFolder();
    mkdirSync(path(home), { recursive: true });
    await expect(addToHistory(home, entry('1'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(readHistory(home, 'main')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    const other = temporaryFolder();
    writeFileSync(join(other, 'redis'), '');
    await expect(addToHistory(other, entry('1'))).rejects.toThrow();
    expect(await readHistory(other, 'main')).toEqual([]);
  });
});
