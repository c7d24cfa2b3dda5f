import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type BareRedis, bareRedis } from '../../../../test/support/bare-redis.ts';
import { rdbEntry, rdbFile, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { redisCli } from '../../../../test/support/redis-cli.ts';
import { digestRdb } from './content/data-digest.ts';
import { SnapshotReader } from './source-snapshot.ts';

const MARK = 'm'.repeat(40);
const rdb = rdbFile('REDIS0011', rdbEntry(0, 'a', rdbText('1')), rdbEntry(0, 'b', rdbText('2')));
const answers = Buffer.from('+PONG\r\n+OK\r\n+OK\r\n\n\n+FULLRESYNC 8f1d 1234\r\n\n');
const command = Buffer.from('*1\r\n$4\r\nPING\r\n');

/** What a reader returns for a stream in pieces: the bytes after the snapshot at the piece with its end. */
function ends(reader: SnapshotReader, stream: Buffer, size: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < stream.length; at += size) {
    const after = reader.write(Buffer.from(stream.subarray(at, at + size)));
    if (after !== null) found.push(at + Math.min(size, stream.length - at) - after);
  }
  return found;
}

describe('data that a source sends to a replica', () => {
  it.each([1, 7, 64, 100_000])(
    'in pieces of %i bytes, with a length › its digest, its offset, and its end',
    async (size) => {
      const data = Buffer.concat([answers, Buffer.from(`$${rdb.length}\r\n`), rdb]);
      const reader = new SnapshotReader();
      expect(ends(reader, Buffer.concat([data, command, command]), size)).toEqual([data.length]);
      expect(reader.snapshot).toEqual({ ...(await digestRdb(pieces(rdb))), offset: 1234 });
    },
  );

  it.each([1, 7, 64, 100_000])('in pieces of %i bytes, with a mark › its digest and its end', async (size) => {
    const data = Buffer.concat([answers, Buffer.from(`$EOF:${MARK}\r\n`), rdb, Buffer.from(MARK)]);
    const reader = new SnapshotReader();
    expect(ends(reader, data, size)).toEqual([data.length]);
    expect(reader.snapshot).toEqual({ ...(await digestRdb(pieces(rdb))), offset: 1234 });
    // The server sends commands only after the replica has acknowledged.
    expect(reader.write(command)).toBe(null);
  });

  it('a connection that continues › no snapshot', () => {
    const reader = new SnapshotReader();
    expect(ends(reader, Buffer.concat([Buffer.from('+PONG\r\n+CONTINUE 8f1d\r\n'), command]), 5)).toEqual([]);
    expect(reader.snapshot).toBe(null);
  });

  it('a damaged RDB, and a peer that is no Redis server › an error', () => {
    const damaged = Buffer.from(rdb);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const stream = Buffer.concat([answers, Buffer.from(`$${rdb.length}\r\n`), damaged]);
    expect(() => ends(new SnapshotReader(), stream, 50)).toThrow(/checksum/);
    expect(() => ends(new SnapshotReader(), Buffer.alloc(5000, 'x'), 1000)).toThrow(
      'does not answer like a Redis server',
    );
  });

  describe('of a Redis server', () => {
    let server: BareRedis | null = null;
    afterEach(() => server?.dispose());

    it.each(['yes', 'no'])(
      'repl-diskless-sync %s › the digest of its data at the offset of the stream',
      async (diskless) => {
        server = await bareRedis('--repl-diskless-sync', diskless, '--repl-diskless-sync-delay', '0');
        const { port } = server;
        await redisCli(port, 'eval', "for i=1,5000 do redis.call('set','k'..i,string.rep('v',i%300)) end", '0');
        const reader = new SnapshotReader();
        const socket = connect({ host: '127.0.0.1', port });
        socket.setTimeout(10_000, () => socket.destroy(new Error('the server stopped sending')));
        socket.write('REPLCONF capa eof capa psync2\r\n');
        socket.once('data', () => socket.write('PSYNC ? -1\r\n'));
        for await (const chunk of socket) if (reader.write(chunk as Buffer) !== null) break;
        socket.destroy();
        expect(reader.snapshot?.keys).toBe(5000);
        expect(reader.snapshot?.offset).toBeGreaterThanOrEqual(0);
      },
    );
  });
});

async function* pieces(file: Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(file);
}
