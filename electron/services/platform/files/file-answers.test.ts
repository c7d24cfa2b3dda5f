import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createAnswerCheck } from './file-answers.ts';

const NFS = 0x6969;
const EXT4 = 0xef53;

test('disk of a file › a mount that is dead › each call ends within the limit, and one alone waits for the disk', async () => {
  let asked = 0;
  let answer = () => {};
  const check = createAnswerCheck(() => {
    asked += 1;
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
  expect(asked).toBe(1);
  answer();
  await sleep(5);
  await expect(check('/mnt/dead/redis.conf')).resolves.toBeUndefined();
});

test.runIf(process.platform === 'linux')(
  'disk of a file › a disk of this computer › is asked once; one of a network again',
  async () => {
    const asked: string[] = [];
    const check = createAnswerCheck(async (path) => {
      asked.push(path);
      return { type: path.startsWith('/mnt') ? NFS : EXT4 };
    }, 1000);
    for (let call = 0; call < 3; call += 1) {
      await check('/home/x');
      await check('/mnt/x');
    }
    // Within two seconds an answer of a network counts too.
    expect(asked).toEqual(['/home/x', '/mnt/x']);
  },
);

test("disk of a file › Node's thread pool is full of other work › the disk is waited for, not called silent", async () => {
  let answers = () => {};
  const ask = () => new Promise<{ type: number }>((resolve) => (answers = () => resolve({ type: EXT4 })));
  // The pool is free after three limits, and the question has its turn then.
  const begun = performance.now();
  const pool = async () => {
    while (performance.now() - begun < 90) await sleep(1);
    answers();
  };
  await expect(createAnswerCheck(ask, 30, pool)('/home/x')).resolves.toBeUndefined();
});
