import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { createServices } from '../../../electron/services/create-services.ts';
import { DUMP_TAIL_BYTES } from '../../../electron/services/keyspace/edit/key-state.ts';
import { payloadBytes, writePayload } from '../../../electron/services/keyspace/restore/payload.ts';
import { encodeCommand } from '../../../electron/services/redis/connection/bulk-link.ts';
import type { RestoreKeysRequest } from '../../../shared/contract/restore-keys.ts';
import { createTestHome } from '../../support/test-home.ts';
import { benchClient } from '../bench-client.ts';
import { type Row, timed } from '../row.ts';

const KEYS = 100_000;
const PIPELINE = 5000;
/** Commands of each pipeline that ask for all of its keys. */
const EXISTS_EACH = 10;
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

/** The payloads of all keys, as commands, in one buffer for each pipeline. */
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
      writePayload(payload, 0, dump[0] ?? 0, 'redis', { bytes: dump, start, end });
      return encodeCommand(['RESTORE', name, '0', payload]);
    });
    parts.push(Buffer.concat(commands));
  }
  return parts;
}

/** Sends the buffers one after the other, without reading more of a reply than its line ends. */
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

/** EXISTS of all keys, in one buffer for each pipeline. */
function existsCommands(): readonly Buffer[] {
  return Array.from({ length: KEYS / PIPELINE }, (_, part) =>
    Buffer.concat(
      Array.from({ length: EXISTS_EACH }, (_, group) => {
        const each = PIPELINE / EXISTS_EACH;
        const first = part * PIPELINE + group * each + 1;
        return encodeCommand(['EXISTS', ...Array.from({ length: each }, (_, at) => `cart:${first + at}`)]);
      }),
    ),
  );
}

/** What a restore needs besides: which keys there are before and after, and a record of each on disk before its write. */
async function bareRecorded(port: number, file: string, parts: readonly Buffer[]): Promise<void> {
  const exists = existsCommands();
  await bareSend(port, exists, EXISTS_EACH);
  const records = await open(file, 'w');
  for (const part of parts) {
    await records.write(Buffer.alloc(PIPELINE * RECORD_BYTES));
    await records.datasync();
    await bareSend(port, [part], PIPELINE);
  }
  await records.close();
  await bareSend(port, exists, EXISTS_EACH);
}

/** Restores chosen keys of a backup into the instance that has lost them. */
export const restoreKeysRows: readonly Row[] = [
  {
    name: 'restore keys, 100,000 of a backup',
    unit: 'ms',
    floor: 'pipelined RESTORE of the same payloads, prepared in memory',
    beside: 'the same, with EXISTS before and after, and records of the keys synced to disk',
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
      const backup = { instance: 'main', name: 'carts', kind: 'snapshot', prove: false } as const;
      await operations.settled(await services.backups.create(backup));
      const parts = await commandsOf(client);
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
          return timed(() => bareSend(home.port, parts, PIPELINE));
        },
        async beside() {
          await client.flushall();
          return timed(() => bareRecorded(home.port, join(home.path, 'records'), parts));
        },
      };
    },
  },
];
