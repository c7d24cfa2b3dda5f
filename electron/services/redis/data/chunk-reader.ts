import { connect, type Socket } from 'node:net';

/** The longest valid line before an RDB is `$EOF:` with its mark. Error messages are longer. */
const LONGEST_LINE_BYTES = 4096;
/** As much as a system usually has received between two reads. */
const BUFFER_BYTES = 256 * 1024;

/** The bytes of a connection. A chunk is valid until the next call. */
interface Incoming {
  readonly socket: Socket;
  /** @throws Error that ended the connection */
  next(): Promise<Buffer>;
}

/** Connects to a server. Every chunk is in the same buffer: to allocate one for each takes as long as to read its keys. */
export function connectBuffered(
  place: { readonly host: string; readonly port: number } | { readonly path: string },
): Incoming {
  let waiting: ((chunk: Buffer) => void) | null = null;
  let refuse: ((error: Error) => void) | null = null;
  let arrived: Buffer | null = null;
  let failure: Error | null = null;
  const socket = connect({
    ...place,
    onread: {
      buffer: Buffer.allocUnsafeSlow(BUFFER_BYTES),
      callback(size, buffer) {
        const chunk = (buffer as Buffer).subarray(0, size);
        if (waiting) waiting(chunk);
        else arrived = chunk;
        waiting = null;
        // Pauses the socket: the next bytes overwrite these.
        return false;
      },
    },
  });
  const end = (error: Error) => {
    failure ??= error;
    refuse?.(failure);
  };
  socket.on('error', end).on('close', () => end(new Error('the connection was closed')));
  return {
    socket,
    next() {
      const chunk = arrived;
      arrived = null;
      if (chunk !== null) return Promise.resolve(chunk);
      if (failure !== null) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        waiting = resolve;
        refuse = reject;
        socket.resume();
      });
    },
  };
}

/** The bytes of a connection that is open. */
export function incomingOf(socket: Socket): Incoming {
  const source = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return {
    socket,
    async next() {
      const { value, done } = await source.next();
      if (done) throw new Error('the connection was closed');
      return value;
    },
  };
}

/** Reads lines, then bytes, with back-pressure. */
export interface ChunkReader {
  /** Returns the next non-empty line. */
  line(): Promise<string>;
  /** The bytes that have arrived, valid until the next call. */
  chunk(max: number): Promise<Buffer>;
}

export function chunkReader({ next }: Pick<Incoming, 'next'>): ChunkReader {
  let rest: Buffer = Buffer.alloc(0);
  return {
    async line() {
      for (;;) {
        const end = rest.indexOf('\n');
        if (end === -1) {
          if (rest.length > LONGEST_LINE_BYTES) throw new Error('the reply is not from a Redis server');
          const former = Buffer.from(rest);
          rest = Buffer.concat([former, await next()]);
          continue;
        }
        const line = rest.toString('latin1', 0, end).trim();
        rest = rest.subarray(end + 1);
        if (line !== '') return line;
      }
    },
    async chunk(max) {
      const chunk = rest.length > 0 ? rest : await next();
      rest = chunk.length > max ? chunk.subarray(max) : Buffer.alloc(0);
      return chunk.length > max ? chunk.subarray(0, max) : chunk;
    },
  };
}
