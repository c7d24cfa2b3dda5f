import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { place } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import {
  type MainRecord,
  mainRecordNow,
  mainRecordPath,
  readMainRecord,
  removeMainRecord,
  writeMainRecord,
} from './main-record.ts';

const record: MainRecord = {
  runtime: CONTAINERS,
  port: 6390,
  image: 'redis:8',
  installed: true,
  folders: { data: '/srv/data', config: null, logs: null },
  container: 'redis-main',
  network: 'net',
  publishOn: '192.168.0.7',
  engine: { host: 'unix:///var/run/docker.sock', tls: false, certificates: null },
  outgoing: true,
  limits: { memoryBytes: 64_000_000, cpus: 2 },
};

describe('main record › writing', () => {
  test('a complete record › is read back unchanged, and only this user can read the file', async () => {
    const home = temporaryFolder();
    await writeMainRecord(home, record);
    expect(mainRecordNow(home)).toEqual(record);
    expect(statSync(mainRecordPath(home)).mode & 0o777).toBe(0o600);
  });

  test('a change › is seen by the next read, although reads are cached', async () => {
    const home = temporaryFolder();
    await writeMainRecord(home, record);
    expect((await readMainRecord(home))?.port).toBe(6390);
    await writeMainRecord(home, { ...record, port: 6391 });
    expect((await readMainRecord(home))?.port).toBe(6391);
    expect(mainRecordNow(home)?.port).toBe(6391);
  });
});

describe('main record › reading', () => {
  test('no file › null', async () => {
    const home = temporaryFolder();
    expect(await readMainRecord(home)).toBeNull();
    expect(mainRecordNow(home)).toBeNull();
  });

  test('a record of an earlier version › has defaults for the new fields', async () => {
    const home = temporaryFolder();
    place(mainRecordPath(home), '{"runtime":"process","port":6380,"image":"redis:7-alpine"}');
    expect(await readMainRecord(home)).toMatchObject({
      installed: true,
      limits: { memoryBytes: null, cpus: null },
    });
    expect(mainRecordNow(home)).not.toHaveProperty('folders');
  });

  test('main is uninstalled › the record only keeps the place of its data', async () => {
    const home = temporaryFolder();
    await writeMainRecord(home, { ...record, installed: false });
    expect(await readMainRecord(home)).toBeNull();
    expect(mainRecordNow(home)).toMatchObject({ installed: false, folders: { data: '/srv/data' } });
  });

  test.each([
    ['an empty file', ''],
    ['a truncated file', '{"runtime":"proc'],
    ['an unknown runtime', '{"runtime":"podman","port":6380,"image":"x"}'],
    ['a port that is no number', '{"runtime":"process","port":"6380","image":"x"}'],
    ['a list', '[]'],
    ['zero bytes', '\u0000\u0000'],
  ])('%s › is set aside, and counts as missing', async (_, text) => {
    const home = temporaryFolder();
    place(mainRecordPath(home), text);
    expect(await readMainRecord(home)).toBeNull();
    const names = readdirSync(dirname(mainRecordPath(home)));
    expect(names).toEqual([expect.stringMatching(/^main\.json\.damaged-/)]);
  });

  test('a folder in place of the file › counts as missing', async () => {
    const home = temporaryFolder();
    mkdirSync(mainRecordPath(home), { recursive: true });
    expect(mainRecordNow(home)).toBeNull();
  });
});

describe('main record › removing', () => {
  test.each([
    ['data stays outside the home', true, record.folders, true],
    ['data stays in the home', true, { data: null, config: null, logs: null }, false],
    ['data was deleted', false, record.folders, false],
  ])('%s › the record stays: %s', async (_, keepsData, folders, stays) => {
    const home = temporaryFolder();
    await writeMainRecord(home, { ...record, folders });
    await removeMainRecord(home, { keepsData });
    expect(existsSync(mainRecordPath(home))).toBe(stays);
    if (stays) expect(JSON.parse(readFileSync(mainRecordPath(home), 'utf8'))).toMatchObject({ installed: false });
    expect(await readMainRecord(home)).toBeNull();
  });

  test('no record › no error', async () => {
    await expect(removeMainRecord(temporaryFolder(), { keepsData: true })).resolves.toBeUndefined();
  });
});
