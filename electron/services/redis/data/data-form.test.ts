import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRedisConf } from '../conf/redis-conf.ts';
import { dataForm, dataNames } from './data-form.ts';
import { putAofAside, removeAof } from './leave-aof.ts';

const T = 1_700_000_000;

describe('which files hold the data of a server that does not run', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'form-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A dump whose save began then: the head of an RDB with its `ctime`. */
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

  it('is none before anything was saved', async () => {
    expect(await form('appendonly yes')).toBe('none');
    await mkdir(join(folder, 'appendonlydir'));
    await writeFile(join(folder, 'appendonlydir', 'temp-appendonly.aof.incr'), 'x');
    expect(await form('appendonly no')).toBe('none');
  });

  it('is the dump where no AOF is, whatever the file says', async () => {
    await dump(T);
    expect(await form('appendonly yes')).toBe('dump');
    expect(await form('appendonly no')).toBe('dump');
  });

  it('is the AOF where the file says so, or where it was written after the dump', async () => {
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

  it('is looked for under the names of the file', async () => {
    await dump(T, 'other.rdb');
    expect(await form('dbfilename other.rdb')).toBe('dump');
    expect(await form('')).toBe('none');
    await writeFile(join(folder, 'old.aof'), 'x');
    expect(await form('appendfilename old.aof\nappendonly yes')).toBe('aof');
  });

  it('is no more the AOF that was left, be it removed or put aside', async () => {
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
