import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';

/** Damaged backup files by name: truncated at many places, with flipped bits, or without content. */
export async function damagedFiles(rdb: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const members = [
    ['./README', Buffer.from('a file that no backup needs\n'.repeat(40))],
    ['./dump.rdb', rdb],
    ['./data/deeper/passed-over.bin', randomBytes(3000)],
    ['./redis.conf', Buffer.from('port 6379\n')],
  ] as const;
  const plain = await packed(members);
  const archive = gzipSync(plain);
  const exported = await packed([
    ['./old.info', Buffer.from('{"name":"old","created":"2024-02-03T04:05:06Z"}')],
    ['./old.rdb', rdb],
    ['./passed-over.bin', randomBytes(3000)],
  ]);
  const files = new Map<string, Buffer>();
  for (const share of [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
    const cut = (file: Buffer) => file.subarray(0, Math.max(1, Math.floor(file.length * share)));
    files.set(`truncated-${share}.tar.gz`, cut(archive));
    files.set(`truncated-inside-${share}.tar.gz`, gzipSync(cut(plain)));
    files.set(`truncated-${share}.redis-backup`, cut(exported));
    files.set(`truncated-${share}.rdb`, cut(rdb));
  }
  files.set('last-byte-missing.tar.gz', archive.subarray(0, -1));
  files.set('flipped.tar.gz', flipped(archive, Math.floor(archive.length / 2)));
  files.set('flipped.redis-backup', flipped(exported, 512 * 3 + 60));
  files.set('only-a-head.tar.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]));
  files.set('noise.rdb', Buffer.concat([Buffer.from('REDIS0010'), randomBytes(5000)]));
  files.set('noise.bin', randomBytes(5000));
  return files;
}

/** Writes the files into a folder. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await Promise.all([...files].map(([name, content]) => writeFile(join(folder, name), content)));
}

function flipped(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ 0x40;
  return copy;
}

async function packed(members: readonly (readonly [name: string, content: Buffer])[]): Promise<Buffer> {
  const pack = tar.pack();
  for (const [name, content] of members) pack.entry({ name }, content);
  pack.finalize();
  const parts: Buffer[] = [];
  for await (const part of pack) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
