import { readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { keptContext } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { ownSave, saveNow, untilLoaded } from './verified-save.ts';

const idle = {
  ...{ rdb_bgsave_in_progress: '0', rdb_last_bgsave_status: 'ok', rdb_saves: '3', loading: '0' },
  ...{ aof_rewrite_in_progress: '0', db0: 'keys=5,expires=2,avg_ttl=0', used_memory: '4096' },
};

/**
 * A server that saves. `on` is called before each command and may change it, as other clients and its child process do.
 */
function savingServer(on: (command: string, count: number) => void = () => undefined) {
  const folder = temporaryFolder();
  const server = fakeServer(idle, { dbfilename: 'dump.rdb', save: '900 1' });
  server.replies.BGSAVE = 'Background saving started';
  const counts = new Map<string, number>();
  let saves = 3;
  const save = () => {
    saves += 1;
    server.info.rdb_saves = String(saves);
    writeFileSync(join(folder, 'temp-1.rdb'), `save ${saves}`);
    renameSync(join(folder, 'temp-1.rdb'), join(folder, 'dump.rdb'));
  };
  const before = (command: string) => {
    const count = (counts.get(command) ?? 0) + 1;
    counts.set(command, count);
    on(command, count);
    if (command === 'BGSAVE' && /started/.test(String(server.replies.BGSAVE))) save();
  };
  const link: RedisLink = {
    ...server.link,
    async call(ms, command, ...args) {
      before(args[0] === 'persistence' ? 'POLL' : command);
      return server.link.call(ms, command, ...args);
    },
    async batch(ms, commands) {
      const replies: unknown[] = [];
      for (const command of commands) {
        before(command[0]);
        replies.push(...(await server.link.batch(ms, [command])));
      }
      return replies;
    },
  };
  const op = keptContext();
  return { server, link, folder, save, op, saving: { id: 'main', link, op, dataFolder: folder, gently: true } };
}

describe('a save of a running server', () => {
  test('saveNow › another save runs › waits for it, and begins its own', async () => {
    const { server, link, op } = savingServer((command, count) => {
      if (command !== 'BGSAVE') return;
      server.replies.BGSAVE =
        count === 1 ? new Error('ERR Background save already in progress') : 'Background saving started';
    });
    await saveNow({ id: 'main', link, op });
    expect(server.received.filter((command) => command === 'BGSAVE')).toHaveLength(2);
    expect(op.logged).toEqual(['Waiting until another save has finished.']);
    expect(op.details).toContain('waiting for another save');
  });

  test('saveNow › the server still loads its data › waits, and says so once', async () => {
    const { server, link, op } = savingServer((command, count) => {
      if (command !== 'BGSAVE') return;
      server.info.loading = count < 3 ? '1' : '0';
      server.replies.BGSAVE = count < 3 ? new Error('LOADING Redis is loading') : 'Background saving started';
    });
    server.info.loading = '1';
    await saveNow({ id: 'main', link, op });
    expect(op.logged).toEqual(['Waiting until the data is loaded.']);
  });

  test('saveNow › the save takes time › its progress by keys', async () => {
    const { server, link, op } = savingServer((command, count) => {
      if (command !== 'POLL') return;
      Object.assign(server.info, { rdb_bgsave_in_progress: count < 3 ? '1' : '0', current_save_keys_total: '10' });
      server.info.current_save_keys_processed = String(count * 4);
    });
    await saveNow({ id: 'main', link, op });
    expect(op.details).toEqual(['4 of 10 keys saved', '8 of 10 keys saved', '5 keys saved']);
  });

  test('saveNow › the save fails › why, what to check, and that writes are refused now', async () => {
    const { server, link, op } = savingServer((command) => {
      if (command === 'POLL') server.info.rdb_last_bgsave_status = 'err';
    });
    server.config['stop-writes-on-bgsave-error'] = 'yes';
    const failing = saveNow({ id: 'main', link, op, failureReason: async () => 'No space left on device' });
    await expect(failing).rejects.toMatchObject({
      code: 'SAVE_FAILED',
      message:
        'main could not save its data: No space left on device. Check the disk space and the permissions of its data folder, then try again. Until a save succeeds, main refuses writes (stop-writes-on-bgsave-error).',
    });
  });

  test.each([
    ['stop-writes-on-bgsave-error', 'no'],
    ['save', ''],
  ])('saveNow › the save fails with %s “%s” › does not claim that writes are refused', async (name, value) => {
    const { server, link, op } = savingServer((command) => {
      if (command === 'POLL') server.info.rdb_last_bgsave_status = 'err';
    });
    Object.assign(server.config, { 'stop-writes-on-bgsave-error': 'yes', [name]: value });
    const failure = await saveNow({ id: 'main', link, op }).catch((error: Error) => error.message);
    expect(failure).toContain('its log gives the reason');
    expect(failure).not.toContain('refuses writes');
  });

  test('saveNow › BGSAVE is refused › the words of the server', async () => {
    const { server, link, op } = savingServer();
    server.replies.BGSAVE = new Error('NOPERM this user has no permissions to run the bgsave command');
    await expect(saveNow({ id: 'main', link, op })).rejects.toThrow('main refuses to save: NOPERM');
  });

  test('saveNow › cancelled while it waits › ends', async () => {
    const { server, link, op } = savingServer((_, count) => {
      if (count > 3) op.abort.abort(new Error('Cancelled.'));
    });
    server.replies.BGSAVE = new Error('ERR Background save already in progress');
    await expect(saveNow({ id: 'main', link, op })).rejects.toThrow('Cancelled.');
  });

  test('untilLoaded › the data is loaded › returns', async () => {
    const { server, link, op } = savingServer((command, count) => {
      if (command === 'POLL') server.info.loading = count < 3 ? '1' : '0';
    });
    await untilLoaded({ link, op });
    expect(op.details).toEqual(['waiting until the data is loaded', 'waiting until the data is loaded']);
  });
});

describe('the dump of the own save', () => {
  test('ownSave › no other save › the file, and the keys at its moment', async () => {
    const { saving } = savingServer();
    const own = await ownSave(saving);
    expect(own).toMatchObject({
      ...{ databases: [{ index: 0, keys: 5, expires: 2 }], memoryBytes: 4096, redisVersion: '7.0.15' },
      mark: { runId: 'run-1', saves: 4 },
    });
    expect((await own?.file.readFile())?.toString()).toBe('save 4');
    await own?.file.close();
  });

  test('ownSave › another save replaces the dump before it is opened › saves again, and takes its own', async () => {
    const { saving, save, server, folder } = savingServer((command, count) => {
      if (command === 'CONFIG' && count === 1) save();
    });
    const own = await ownSave(saving);
    const content = (await own?.file.readFile())?.toString();
    expect(content).toBe(`save ${own?.mark?.saves}`);
    expect(content).toBe('save 6');
    expect(readFileSync(join(folder, 'dump.rdb'), 'utf8')).toBe('save 6');
    expect(server.received.filter((command) => command === 'BGSAVE')).toHaveLength(2);
    await own?.file.close();
  });

  test('ownSave › a later save has begun, and still writes its temporary file › the dump is ours', async () => {
    const { saving, server, folder } = savingServer((command, count) => {
      if (command !== 'CONFIG' || count !== 1) return;
      server.info.rdb_saves = '5';
      writeFileSync(join(folder, 'temp-99.rdb'), 'half');
      const later = new Date(Date.now() + 5000);
      utimesSync(join(folder, 'temp-99.rdb'), later, later);
    });
    const own = await ownSave(saving);
    expect((await own?.file.readFile())?.toString()).toBe('save 4');
    await own?.file.close();
  });

  test('ownSave › the temporary file is of a save that was killed long ago › proves nothing', async () => {
    const { saving, server, folder, save } = savingServer((command, count) => {
      if (command === 'CONFIG' && count === 1) save();
    });
    writeFileSync(join(folder, 'temp-7.rdb'), 'old');
    utimesSync(join(folder, 'temp-7.rdb'), new Date(0), new Date(0));
    const own = await ownSave(saving);
    expect((await own?.file.readFile())?.toString()).toBe('save 6');
    expect(server.received.filter((command) => command === 'BGSAVE')).toHaveLength(2);
    await own?.file.close();
  });

  test('ownSave › a server before Redis 7, which does not count saves › takes the dump without a mark', async () => {
    const { saving, server } = savingServer((command) => {
      if (command === 'INFO') delete server.info.rdb_saves;
      if (command === 'POLL') delete server.info.rdb_saves;
    });
    const own = await ownSave(saving);
    expect(own?.mark).toBeNull();
    await own?.file.close();
  });

  test('ownSave › saves again and again in between › gives up with a sentence', async () => {
    const { saving, save } = savingServer((command) => {
      if (command === 'CONFIG') save();
    });
    await expect(ownSave(saving)).rejects.toMatchObject({
      code: 'SAVE_FAILED',
      message: 'main saved again before the dump of this backup could be identified. Try again.',
    });
  });
});
