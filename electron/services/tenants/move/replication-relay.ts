import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type Duplex, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTls } from '../../redis/connection/tls-files.ts';
import { SnapshotReader, type SourceSnapshot } from '../../redis/data/source-snapshot.ts';
import type { ServerAddress } from '../../runtimes/runtime.ts';

/**
 * Passes the replication connection of a copy on to its source, for as long as it is open. It computes the digest of
 * the data that it passes on, and then holds the commands after that data until `release`.
 */
export interface ReplicationRelay {
  /** Bytes that the source has sent. */
  readonly received: () => number;
  /** Connections that were passed on: more than one means that the copy began again. */
  readonly connections: () => number;
  /** Ends when it listens, or has failed to do so several times. */
  readonly listening: Promise<void>;
  /** Why it cannot listen; null if it does, or has failed only once or twice. */
  readonly problem: () => string | null;
  /**
   * The data that the copy received last, the same object until it receives all data again; null until then.
   * @throws RdbError or Error if the data could not be read
   */
  readonly snapshot: () => SourceSnapshot | null;
  /** From now on, passes connections on. */
  begin(): void;
  /** From now on, passes on all commands after the data. */
  release(): void;
  close(): Promise<void>;
}

/** Waits for one connection of the copy. */
export type Listen = (signal: AbortSignal) => Promise<{ readonly stream: Duplex; close(): void }>;

const AGAIN_MS = 200;
/** A program that was killed and a connection that was cut are no lasting reasons. */
const MAX_FAILURES = 3;

/** @param source where the source listens, seen from this computer */
export function startRelay(source: ServerAddress, listen: Listen): ReplicationRelay {
  const abort = new AbortController();
  let [received, connections, failures] = [0, 0, 0];
  let problem: string | null = null;
  let snapshot: SourceSnapshot | Error | null = null;
  const [tried, begun, released] = [gate(), gate(), gate()];
  /** Reads along, and holds what follows the data. */
  const readAlong = () => {
    const reader = new SnapshotReader();
    let isReadable = true;
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        let after: number | null = null;
        try {
          if (isReadable) after = reader.write(chunk);
        } catch (error) {
          isReadable = false;
          snapshot = error instanceof Error ? error : new Error(String(error));
        }
        if (after === null) {
          done(null, chunk);
          return;
        }
        snapshot = reader.snapshot;
        this.push(chunk.subarray(0, chunk.length - after));
        released.opened.then(() => done(null, chunk.subarray(chunk.length - after)));
      },
    });
  };
  const run = async () => {
    while (!abort.signal.aborted) {
      try {
        const { stream, close } = await listen(abort.signal);
        [problem, failures] = [null, 0];
        tried.open();
        if (abort.signal.aborted) {
          close();
          return;
        }
        const end = () => close();
        abort.signal.addEventListener('abort', end, { once: true });
        try {
          await passOn(stream, {
            async connected() {
              await begun.opened;
              return connectTo(source);
            },
            passing() {
              connections++;
              return readAlong();
            },
          });
        } finally {
          abort.signal.removeEventListener('abort', end);
          close();
        }
      } catch (error) {
        if (abort.signal.aborted) return;
        if (++failures >= MAX_FAILURES) {
          problem = error instanceof Error ? error.message : String(error);
          tried.open();
        }
      }
      await sleep(AGAIN_MS, undefined, { signal: abort.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    received: () => received,
    connections: () => connections,
    listening: tried.opened,
    problem: () => problem,
    snapshot() {
      if (snapshot instanceof Error) throw snapshot;
      return snapshot;
    },
    begin: begun.open,
    release: released.open,
    async close() {
      abort.abort();
      tried.open();
      await running;
    },
  };
}

/** A promise and the function that fulfils it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/**
 * Connects to the source with the first bytes of the copy, and ends when either side does.
 * @throws Error of the source's connection
 */
function passOn(
  stream: Duplex,
  { connected, passing }: { readonly connected: () => Promise<Socket>; readonly passing: () => Transform },
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed) {
      resolve();
      return;
    }
    let source: Socket | null = null;
    const end = () => {
      stream.destroy();
      source?.destroy();
      resolve();
    };
    stream.once('error', end);
    stream.once('close', end);
    stream.once('end', end);
    stream.once('data', (first: Buffer) => {
      stream.pause();
      connected().then((socket) => {
        if (stream.destroyed) {
          socket.destroy();
          return;
        }
        source = socket;
        source.setNoDelay(true);
        source.setKeepAlive(true, 15_000);
        source.once('error', end);
        source.once('close', end);
        source.write(first);
        source.pipe(passing()).pipe(stream);
        stream.pipe(source);
      }, reject);
    });
  });
}

/** The copy replicates without TLS, inside its container; the way to a source with TLS is encrypted. */
async function connectTo({ host, port, path, tls }: ServerAddress): Promise<Socket> {
  if (tls) return openTls({ host, port }, tls);
  const socket = connect(path === undefined ? { host, port } : { path });
  await once(socket, 'connect');
  return socket;
}

/** Listens on a free port of this computer, for a copy that is a process here. */
export async function listenHere(): Promise<{ readonly port: number; readonly listen: Listen; close(): void }> {
  const waiting: Socket[] = [];
  let takeNext = () => {};
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // A replica that connects again has given up its connection before.
    for (const earlier of waiting.splice(0)) earlier.destroy();
    waiting.push(socket);
    takeNext();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port on this computer');
  return {
    port: address.port,
    close() {
      server.close();
      for (const socket of waiting.splice(0)) socket.destroy();
    },
    listen: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        takeNext = () => {
          const stream = waiting.shift();
          if (!stream) return;
          takeNext = () => {};
          signal.removeEventListener('abort', abort);
          resolve({ stream, close: () => stream.destroy() });
        };
        takeNext();
      }),
  };
}
