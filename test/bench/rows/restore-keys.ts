import { type FileHandle, open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { createServices } from '../../../electron/services/create-services.ts';
import { DUMP_TAIL_BYTES } from '../../../electron/services/keyspace/edit/key-state.ts';
import { payloadBytes, writePayload } from '../../../electron/services/keyspace/restore/payload.ts';
import { EXISTS_KEYS } from '../../../electron/services/keyspace/restore/target-keys.ts';
import { encodeCommand } from '../../../electron/services/redis/connection/bulk-link.ts';
import { CommandBuffer } from '../../../electron/services/redis/connection/command-buffer.ts';
import { walkRdbFile } from '../../../electron/services/redis/data/walk-rdb.ts';
import type { RestoreKeysRequest } from '../../../shared/contract/restore-keys.ts';
import { createTestHome } from '../../support/test-home.ts';
import { benchClient } from '../bench-client.ts';
import { type Row, timed } from '../row.ts';

const KEYS = 100_000;
const PIPELINE = 5000;
/** Of a key in an undo pack. */
const RECORD_BYTES = 56;

const FILL = `
  for i = 1, ${KEYS} do
    local k = 'cart:' .. i
    if i % 4 == 0 then redis.call('HSET', k, 'name', 'user ' .. i, 'mail', i .. '@example.org')
    elseif i % 4 == 1 then redis.call('RPUSH', k, 'one', i, 'three')
    elseif i % 4 == 2 then redis.call('SET', k, string.rep('v', i % 50), 'EX', 1000000 + i)
    else redis.call('SET', k, 'value:' .. i) end
  end`;

/** The payloads of all keys, as commands, in one buffer per pipeline. */
async function commandsOf(client: Redis): Promise<readonly Buffer[]> {
  const parts: Buffer[] = [];
  for (let from = 1; from <= KEYS; from += PIPELINE) {
    const pipeline = client.pipeline();
    const names = Array.from({ length: PIPELINE }, (_, at) => Buffer.from(`cart:${from + at}`));
    for (const name of names) pipeline.dumpBuffer(name);
    const dumps = ((await pipeline.exec()) ?? []).map(([, dump]) => dump as Buffer);
    const commands = names.map((name, at) => {
      const dump = dumps[at] ?? Buffer.alloc(0);
      const [start, end] = [1, dump.length - DUMP_TAIL_BYTES];
      const payload = Buffer.allocUnsafe(payloadBytes(end - start));
      writePayload(payload, 0, dump[0] ?? 0, 'redis', dump, start, end);
      return encodeCommand(['RESTORE', name, '0', payload]);
    });
    parts.push(Buffer.concat(commands));
  }
  return parts;
}

/** Sends the buffers one after the other. Reads no more of a reply than its line ends. */
async function bareSend(port: number, parts: readonly Buffer[], repliesEach: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  let replies = 0;
  let done: () => void = () => undefined;
  socket.on('data', (chunk) => {
    for (const byte of chunk) if (byte === 10) replies++;
    if (replies % repliesEach === 0) done();
  });
  for (const part of parts) {
    await new Promise<void>((resolve) => {
      done = resolve;
      socket.write(part);
    });
  }
  socket.destroy();
}

interface Place {
  readonly key: Buffer;
  readonly type: number;
  readonly offset: number;
  readonly length: number;
  readonly expireAtMs: number;
}

/** The positions of a backup's values, in the order of the file. */
async function placesOf(path: string): Promise<readonly Place[]> {
  const places: Place[] = [];
  const file = await open(path, 'r');
  try {
    await walkRdbFile(file, {
      key({ keyBytes, keyStart, keyEnd, type, offset, length, expireAtMs }) {
        places.push({ key: Buffer.from(keyBytes.subarray(keyStart, keyEnd)), type, offset, length, expireAtMs });
      },
    });
  } finally {
    await file.close();
  }
  return places;
}

const COMMAND_BYTES = 96;
const NO_EXPIRY = Buffer.from('0');
const ABSOLUTE = Buffer.from('ABSTTL');

/** RESTORE of some keys that follow each other in the file, and EXISTS of all of them. */
async function restoreCommands(file: FileHandle, places: readonly Place[]): Promise<Buffer> {
  const from = places[0]?.offset ?? 0;
  const last = places.at(-1);
  const bytes = Buffer.allocUnsafe(last ? last.offset + last.length - from : 0);
  await file.read(bytes, 0, bytes.length, from);
  const commands = new CommandBuffer(places.length * (COMMAND_BYTES + 32));
  for (const { key, type, offset, length, expireAtMs } of places) {
    commands.command('RESTORE', expireAtMs < 0 ? 4 : 5).word(key, 0, key.length);
    if (expireAtMs < 0) commands.word(NO_EXPIRY, 0, 1);
    else commands.number(expireAtMs);
    const place = commands.space(payloadBytes(length));
    writePayload(commands.memory, place, type, 'redis', bytes, offset - from, offset - from + length);
    if (expireAtMs >= 0) commands.word(ABSOLUTE, 0, ABSOLUTE.length);
  }
  for (let at = 0; at < places.length; at += EXISTS_KEYS) {
    const some = places.slice(at, at + EXISTS_KEYS);
    commands.command('EXISTS', some.length + 1);
    for (const { key } of some) commands.word(key, 0, key.length);
  }
  return commands.bytes;
}

/**
 * The work that an undoable restore cannot omit: read the values from the file, create payloads with checksums, and
 * write a record of each key to disk before the key is written, so that a crash leaves no unrecorded key. EXISTS after
 * each batch verifies the reported counts. One batch is prepared while the server executes the one before it.
 */
async function bareRestore(port: number, path: string, recordsPath: string, places: readonly Place[]): Promise<void> {
  const [file, records] = [await open(path, 'r'), await open(recordsPath, 'w')];
  let sending = Promise.resolve();
  for (let from = 0; from < places.length; from += PIPELINE) {
    const some = places.slice(from, from + PIPELINE);
    const commands = await restoreCommands(file, some);
    await records.write(Buffer.alloc(some.length * RECORD_BYTES));
    await records.datasync();
    await sending;
    sending = bareSend(port, [commands], some.length + Math.ceil(some.length / EXISTS_KEYS));
  }
  await sending;
  await records.close();
  await file.close();
}

/** Restores chosen keys of a backup into the instance that has lost them. */
export const restoreKeysRows: readonly Row[] = [
  {
    name: 'restore keys, 100,000 of a backup',
    unit: 'ms',
    floor: 'the values read, payloads made, records of the keys synced to disk, RESTORE, EXISTS for the verified count',
    beside: 'pipelined RESTORE of the same payloads, prepared in memory',
    goal: { times: 1.3 },
    async prepare(later) {
      const home = await createTestHome({ docker: false });
      later(home.dispose);
      const services = await createServices({ env: home.env, client: 'browser' });
      later(services.close);
      const { operations, keyspace } = services;
      await operations.settled(await services.instances.install({ runtime: 'process' }));
      const client = benchClient(home.port, later);
      await client.eval(FILL, 0);
      const backup = { instance: 'main', name: 'carts', kind: 'snapshot', verify: false } as const;
      await operations.settled(await services.backups.create(backup));
      const parts = await commandsOf(client);
      const path = join(home.path, 'redis', 'backups', 'carts.rdb');
      const places = await placesOf(path);
      const source = { kind: 'backup', instance: 'main', name: 'carts' } as const;
      await keyspace.complete(source);
      const request: RestoreKeysRequest = {
        ...{ source, selection: { all: true }, existing: 'skip', expiry: 'absolute', unsuitable: 'refuse' },
      };
      return {
        async ours() {
          await client.flushall();
          return timed(async () => operations.settled(await keyspace.restores.run(request)));
        },
        async floor() {
          await client.flushall();
          return timed(() => bareRestore(home.port, path, join(home.path, 'records'), places));
        },
        async beside() {
          await client.flushall();
          return timed(() => bareSend(home.port, parts, PIPELINE));
        },
      };
    },
  },
];
