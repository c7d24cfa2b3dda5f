import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRedisConf } from '../conf/redis-conf.ts';
import { dataForm, dataNames } from './data-form.ts';
import { putAofAside, removeAof } from './leave-aof.ts';

const T = 1_700_000_000;

describe('data form of a stopped server', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'form-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Writes an RDB with this start of its save in `ctime`. */
  async function dump(begun: number, name = 'dump.rdb'): Promise<void> {
    const time = Buffer.alloc(4);
    time.writeInt32LE(begun);
    const head = [Buffer.from('REDIS0010'), Buffer.from([0xfa, 5]), Buffer.from('ctime'), Buffer.from([0xc2]), time];
    await writeFile(join(folder, name), Buffer.concat([...head, Buffer.from([0xff])]));
  }

  async function aof(written: number, part = 'appendonly.aof.1.incr.aof'): Promise<void> {
    const inside = join(folder, 'appendonlydir');
    await mkdir(inside, { recursive: true });
    for (const name of ['appendonly.aof.manifest', 'appendonly.aof.1.base.rdb', part]) {
      await writeFile(join(inside, name), '');
      await utimes(join(inside, name), written, name === part ? written : written - 100);
    }
  }

  const form = (text: string) => dataForm(folder, parseRedisConf(text));

  it('no saved files › none', async () => {
    expect(await form('appendonly yes')).toBe('none');
    await mkdir(join(folder, 'appendonlydir'));
    await writeFile(join(folder, 'appendonlydir', 'temp-appendonly.aof.incr'), 'x');
    expect(await form('appendonly no')).toBe('none');
  });

  it('a dump without an AOF › dump, with any appendonly', async () => {
    await dump(T);
    expect(await form('appendonly yes')).toBe('dump');
    expect(await form('appendonly no')).toBe('dump');
  });

  it('a dump and an AOF › aof where redis.conf uses it or it is newer than the dump', async () => {
    await dump(T);
    await aof(T - 50);
    expect(await form('appendonly yes')).toBe('aof');
    expect(await form('appendonly no')).toBe('dump');
    await aof(T + 0.9);
    expect(await form('appendonly no'), 'in the same second').toBe('aof');
    await aof(T + 50);
    expect(await form('save 900 1')).toBe('aof');
    await rm(join(folder, 'dump.rdb'));
    expect(await form('appendonly no')).toBe('aof');
  });

  it('other file names in redis.conf › are found', async () => {
    await dump(T, 'other.rdb');
    expect(await form('dbfilename other.rdb')).toBe('dump');
    expect(await form('')).toBe('none');
    await writeFile(join(folder, 'old.aof'), 'x');
    expect(await form('appendfilename old.aof\nappendonly yes')).toBe('aof');
  });

  it('an unused AOF is removed or put aside › dump', async () => {
    const names = dataNames(parseRedisConf(''));
    await dump(T);
    await aof(T + 50);
    await putAofAside(folder, names, new Date('2026-11-22T23:59:01Z'));
    expect(await form('appendonly yes')).toBe('dump');
    expect(await readdir(folder)).toContain('appendonlydir.unused-20261122-235901');
    await aof(T + 50);
    await putAofAside(folder, names, new Date('2026-11-22T23:59:01.5Z'));
    const kept = ['appendonlydir.unused-20261122-235901', 'appendonlydir.unused-20261122-235901-2'];
    expect((await readdir(folder)).sort(), 'another one in the same second').toEqual([...kept, 'dump.rdb']);
    await aof(T + 50);
    await removeAof(folder, names);
    await removeAof(folder, names);
    expect((await readdir(folder)).sort()).toEqual([...kept, 'dump.rdb']);
  });
});
