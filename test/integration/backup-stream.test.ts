import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { receiveSnapshot } from '../../electron/services/redis/data/replication-stream.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';

const signal = new AbortController().signal;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-stream-`));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

describeNeeding(['redis', 'posix'], 'receiveSnapshot', () => {
  for (const diskless of ['yes', 'no']) {
    it(`repl-diskless-sync ${diskless} › the complete dataset arrives`, async () => {
      const from = await bareRedis(
        '--requirepass',
        'se cret',
        '--repl-diskless-sync',
        diskless,
        '--repl-diskless-sync-delay',
        '0',
      );
      onTestFinished(from.dispose);
      await fillDataset(from.port, 2000, 'se cret');
      const before = await readDataset(from.port, 'se cret');
      const path = join(await folder(), 'dump.rdb');
      const target = { host: '127.0.0.1', port: from.port, password: 'se cret' };
      const { sha256, bytes } = await receiveSnapshot('main', target, path, { signal });
      const content = await readFile(path);
      expect(bytes).toBe(content.length);
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
      const to = await bareRedis('--dir', join(path, '..'), '--dbfilename', 'dump.rdb');
      onTestFinished(to.dispose);
      expect(await readDataset(to.port)).toEqual(before);
    });
  }

  it('a wrong password › fails with the reason, and the server still replies', async () => {
    const from = await bareRedis('--requirepass', 'right');
    onTestFinished(from.dispose);
    const target = { host: '127.0.0.1', port: from.port, password: 'wrong' };
    await expect(receiveSnapshot('main', target, join(await folder(), 'x'), { signal })).rejects.toMatchObject({
      code: 'SAVE_FAILED',
      data: { reason: expect.stringContaining('WRONGPASS') },
    });
    expect(await redisCli(from.port, '--no-auth-warning', '-a', 'right', 'ping')).toBe('PONG');
  });
});
