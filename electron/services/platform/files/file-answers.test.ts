import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createAnswerCheck } from './file-answers.ts';

const NFS = 0x6969;
const EXT4 = 0xef53;

test('disk of a file › a dead mount › each call fails within the limit, and only one waits for the disk', async () => {
  let checked = 0;
  let answer = () => {};
  const check = createAnswerCheck(() => {
    checked += 1;
    return new Promise((resolve) => {
      answer = () => resolve({ type: NFS });
    });
  }, 30);
  for (let call = 0; call < 3; call += 1) {
    await expect(check('/mnt/dead/redis.conf')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      data: { trouble: 'silent', detail: 'its disk has not answered for 0.03 s' },
    });
  }
  expect(checked).toBe(1);
  answer();
  await sleep(5);
  await expect(check('/mnt/dead/redis.conf')).resolves.toBeUndefined();
});

test.runIf(process.platform === 'linux')(
  'disk of a file › a local disk › is checked once, a network disk again',
  async () => {
    const checked: string[] = [];
    const check = createAnswerCheck(async (path) => {
      checked.push(path);
      return { type: path.startsWith('/mnt') ? NFS : EXT4 };
    }, 1000);
    for (let call = 0; call < 3; call += 1) {
      await check('/home/x');
      await check('/mnt/x');
    }
    // A reply from a network disk counts for two seconds.
    expect(checked).toEqual(['/home/x', '/mnt/x']);
  },
);

test.runIf(process.platform === 'linux')(
  'disk of a file › a missing file on a local disk › is checked again once it appears',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'file-answers-'));
    const path = join(folder, 'alerts.json');
    const checked: string[] = [];
    const check = createAnswerCheck(async (asked) => {
      checked.push(asked);
      return statfs(asked);
    });
    try {
      for (let call = 0; call < 3; call += 1) await check(path);
      expect(checked).toEqual([path, folder]);
      writeFileSync(path, '{}');
      for (let call = 0; call < 3; call += 1) await check(path);
      expect(checked).toEqual([path, folder, path]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test("disk of a file › Node's thread pool is busy › waits for the disk instead of calling it silent", async () => {
  let answers = () => {};
  const ask = () => new Promise<{ type: number }>((resolve) => (answers = () => resolve({ type: EXT4 })));
  // The pool is free after three limits, and the check runs then.
  const begun = performance.now();
  const pool = async () => {
    while (performance.now() - begun < 90) await sleep(1);
    answers();
  };
  await expect(createAnswerCheck(ask, 30, pool)('/home/x')).resolves.toBeUndefined();
});
