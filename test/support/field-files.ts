import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { bareRedis } from './bare-redis.ts';
import { redisCli } from './redis-cli.ts';
import { waitFor } from './wait-for.ts';

/** Data files of a real server: a dump, and an AOF of a base and an increment with more keys. */
export interface FieldData {
  readonly dump: Buffer;
  readonly base: Buffer;
  readonly increment: Buffer;
  /** The files of the AOF by name: base, increment and manifest. */
  readonly parts: ReadonlyMap<string, Buffer>;
  readonly dumpKeys: number;
  readonly aofKeys: number;
}

/** @param early keys in the dump and the base; `late` more are only in the increment */
export async function fieldData(early: number, late: number): Promise<FieldData> {
  const server = await bareRedis('--appendonly', 'yes');
  try {
    const fill = "for i = ARGV[1], ARGV[2] do redis.call('HSET', 'order:' .. i, 'total', i * 3) end";
    await redisCli(server.port, 'eval', fill, '0', '1', String(early));
    await redisCli(server.port, 'save');
    await redisCli(server.port, 'bgrewriteaof');
    await waitFor('the rewrite of the AOF', async () => {
      const info = await redisCli(server.port, 'info', 'persistence');
      return /aof_rewrite_in_progress:0/.test(info) && /aof_rewrite_scheduled:0/.test(info);
    });
    await redisCli(server.port, 'eval', fill, '0', String(early + 1), String(early + late));
    const folder = join(server.folder, 'appendonlydir');
    const names = await readdir(folder);
    const parts = new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
    );
    const part = (kind: string) => [...parts].find(([name]) => name.includes(kind))?.[1] ?? Buffer.alloc(0);
    return {
      dump: await readFile(join(server.folder, 'dump.rdb')),
      ...{ base: part('.base.'), increment: part('.incr.'), parts },
      ...{ dumpKeys: early, aofKeys: early + late },
    };
  } finally {
    await server.dispose();
  }
}

export interface FieldMember {
  readonly name: string;
  readonly data: Buffer | string;
  readonly ageHours?: number;
}

export function aofMembers({ parts }: FieldData, folder = 'appendonlydir', ageHours = 0): readonly FieldMember[] {
  return [...parts].map(([name, data]) => ({ name: `${folder}/${name}`, data, ageHours }));
}

const now = Math.floor(Date.now() / 1000) * 1000;

/** A tar with its members in this order. */
export async function tarOf(members: readonly FieldMember[]): Promise<Buffer> {
  const pack = tar.pack();
  for (const { name, data, ageHours = 0 } of members) {
    pack.entry({ name, mtime: new Date(now - ageHours * 3_600_000) }, Buffer.from(data));
  }
  pack.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of pack as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function tarGzOf(members: readonly FieldMember[]): Promise<Buffer> {
  return gzipSync(await tarOf(members));
}
