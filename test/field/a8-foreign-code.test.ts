import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { expect, it, onTestFinished } from 'vitest';
import { backup } from '../../shared/contract/backup.ts';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { describeFieldPoint } from './field-point.ts';

/** Commands as an AOF has them. */
function commands(...list: readonly (readonly string[])[]): string {
  return list
    .map((words) => `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
    .join('');
}

async function archiveOf({ home }: BackupHome, aof: string): Promise<string> {
  const path = join(home.path, 'foreign.tar.gz');
  const pack = tar.pack();
  pack.entry({ name: 'appendonly.aof' }, aof);
  pack.finalize();
  await pipeline(pack, createGzip(), createWriteStream(path));
  return path;
}

/** A port of this computer, and how often something connected to it. */
async function listener(): Promise<{ readonly port: number; readonly connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, connections: () => connections };
}

/** Commands that connect, hang, or change the server, and that no AOF of a healthy server contains. */
function foreignCommands(port: number, folder: string): readonly (readonly string[])[] {
  return [
    ['MIGRATE', '127.0.0.1', String(port), 'victim', '0', '1000', 'REPLACE'],
    ['REPLICAOF', '127.0.0.1', String(port)],
    ['EVAL', 'while true do end', '0'],
    ['DEBUG', 'SLEEP', '3600'],
    ['ACL', 'SETUSER', 'default', 'off'],
    ['CONFIG', 'SET', 'dir', folder],
    ['SAVE'],
    ['SHUTDOWN', 'NOSAVE'],
  ];
}

describeFieldPoint('A8', 'an archive whose AOF contains commands that are no data', (runtime) => {
  it('inspect › each such command, in an archive or a plain AOF › is reported and not run, and no connection leaves', async () => {
    const own = await useBackupHome({ runtime });
    const { port, connections } = await listener();
    for (const command of foreignCommands(port, own.home.path)) {
      const aof = commands(['SELECT', '0'], ['SET', 'victim', 'EVIL'], command, ['SET', 'k', 'v']);
      const plain = join(own.home.path, 'foreign.aof');
      await writeFile(plain, aof);
      for (const path of [plain, await archiveOf(own, aof)]) {
        const inspected = await runInProcess(['--action', 'inspect', '--file', path, '--json'], own.home.env);
        expect(inspected.code, `${command[0]} ${path}`).not.toBe(0);
        expect(`${inspected.stdout}${inspected.stderr}`).toContain(`its AOF contains ${command[0]}`);
      }
    }
    expect(connections()).toBe(0);
  });

  it('import › each such command › is reported and not run, and no connection leaves', async () => {
    const own = await useBackupHome({ runtime });
    const { port, connections } = await listener();
    for (const command of foreignCommands(port, own.home.path)) {
      const path = await archiveOf(
        own,
        commands(['SELECT', '0'], ['SET', 'victim', 'EVIL'], command, ['SET', 'k', 'v']),
      );
      const imported = backup.parse(await own.done(own.services.backups.import('main', path)));
      expect(imported.proof, command[0]).toMatchObject({ ok: false });
      expect(imported.proof?.message).toContain(`its AOF contains ${command[0]}`);
      await expect(own.done(own.services.backups.restore('main', imported.name))).rejects.toMatchObject({
        code: 'BACKUP_DAMAGED',
        message: expect.stringContaining(`its AOF contains ${command[0]}`) as string,
      });
    }
    expect(connections()).toBe(0);
  });
});
