import { connect } from 'node:net';
import type { Readiness } from '../kind/companion-kind.ts';

const PROTOCOL_3_0 = 196_608;
/** `cannot_connect_now`: it starts, stops or recovers. */
const CANNOT_CONNECT_NOW = '57P03';
const ANSWER_MS = 1000;
/** The reply to a start-up packet is a few dozen bytes. */
const MAX_REPLY_BYTES = 64 * 1024;

/**
 * Whether a PostgreSQL server accepts connections, checked as pg_isready does: with a start-up packet without a
 * password. Any reply but "cannot connect now" counts, even a refusal of this user.
 * https://www.postgresql.org/docs/current/protocol-flow.html
 */
export function probePostgres(port: number, user: string, host = '127.0.0.1'): Promise<Readiness> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = Buffer.alloc(0);
    const end = (readiness: Readiness) => {
      socket.destroy();
      resolve(readiness);
    };
    socket.setTimeout(ANSWER_MS, () => end('silent'));
    socket.once('connect', () => socket.write(startupPacket(user)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const readiness = readinessIn(received);
      if (readiness !== null) end(readiness);
      else if (received.length > MAX_REPLY_BYTES) end('silent');
    });
    socket.once('error', () => end('silent'));
    // The engine's proxy of a published port accepts connections, and closes them if nothing listens in the container.
    socket.once('close', () => resolve('silent'));
  });
}

export function startupPacket(user: string): Buffer {
  const words = Buffer.from(`user\0${user}\0database\0${user}\0application_name\0vrooli-redis\0\0`);
  const packet = Buffer.alloc(8 + words.length);
  packet.writeInt32BE(packet.length, 0);
  packet.writeInt32BE(PROTOCOL_3_0, 4);
  words.copy(packet, 8);
  return packet;
}

/** @returns null while the first message is incomplete */
export function readinessIn(reply: Buffer): Readiness | null {
  if (reply.length < 5) return null;
  const type = String.fromCharCode(reply[0] ?? 0);
  if (type === 'R') return 'ready';
  // Not PostgreSQL.
  if (type !== 'E') return 'silent';
  const end = 1 + reply.readInt32BE(1);
  if (reply.length < end) return null;
  const fields = reply.subarray(5, end).toString('utf8').split('\0');
  return fields.includes(`C${CANNOT_CONNECT_NOW}`) ? 'starting' : 'ready';
}
