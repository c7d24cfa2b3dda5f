import { readdir } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ownSave } from '../../electron/services/backups/take/verified-save.ts';
import { createRedisLink, type RedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'posix'], 'verified save', () => {
  it('verified save › two other saves follow before the check › their file is not taken for ours', async () => {
    const { port, folder, dispose } = await bareRedis();
    onTestFinished(dispose);
    await redisCli(port, 'mset', 'a', '1', 'b', '2');
    const link = createRedisLink({ host: '127.0.0.1', port, password: null });
    onTestFinished(() => link.close());
    const ended = async () => /rdb_bgsave_in_progress:0/.test(await redisCli(port, 'info', 'persistence'));
    let step: 'saving' | 'opening' | 'done' = 'saving';
    const others: RedisLink = {
      ...link,
      async call(timeoutMs, command, ...args) {
        if (command === 'CONFIG' && step === 'saving') {
          // The first puts its file in place before ours is opened.
          step = 'opening';
          await redisCli(port, 'set', 'c', '3');
          await redisCli(port, 'bgsave');
          await waitFor('the first save', ended);
        }
        const reply = await link.call(timeoutMs, command, ...args);
        if (command === 'INFO' && step === 'opening') {
          // The second is still being written when the folder is read.
          step = 'done';
          await redisCli(port, 'config', 'set', 'rdb-key-save-delay', '200000');
          await redisCli(port, 'bgsave');
          await waitFor('its file', async () => (await readdir(folder)).some((name) => name.startsWith('temp-')));
        }
        return reply;
      },
    };
    const op = { progress: () => undefined, log: () => undefined, signal: new AbortController().signal };
    const save = await ownSave({ id: 'main', link: others, dataFolder: folder, gently: true, op: op as never });
    onTestFinished(async () => void (await save?.file.close()));
    expect(step).toBe('done');
    expect(save?.databases).toEqual([{ index: 0, keys: 3, expires: 0 }]);
    expect((await save?.file.readFile())?.includes('c')).toBe(true);
  });
});
