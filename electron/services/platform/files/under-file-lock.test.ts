import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endChild, track } from '../../../../test/support/children.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { identifyProcess } from '../process/process-identity.ts';
import { takeFile } from './exclusive-file.ts';
import { underFileLock } from './under-file-lock.ts';

describe('a file under its lock', () => {
  test('many simultaneous changes › one that fails among them › the others are kept, in their order', async () => {
    const path = join(await temporaryFolder(), 'numbers.json');
    await writeFile(path, '[]');
    const add = (number: number) =>
      underFileLock(path, 'the numbers', async () => {
        const numbers = JSON.parse(await readFile(path, 'utf8'));
        if (number === 3) throw new Error('three fails');
        await writeFile(path, JSON.stringify([...numbers, number]));
      });
    const ended = await Promise.allSettled([1, 2, 3, 4, 5].map(add));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual([1, 2, 4, 5]);
    await expect(readFile(`${path}.lock`)).rejects.toThrow('ENOENT');
  });

  test('another process has the lock › for too long › what it writes is named; its end › the change is made', async () => {
    const path = join(await temporaryFolder(), 'numbers.json');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    track(child, 'a holder of a lock');
    try {
      const holder = await identifyProcess(child.pid ?? 0);
      expect(await takeFile(`${path}.lock`, JSON.stringify({ holder, about: 'numbers' }), 'other')).toBeNull();
      const change = () => underFileLock(path, 'the numbers', () => writeFile(path, '[1]'), 50);
      await expect(change()).rejects.toThrow(
        'Another client has been writing the numbers for 0.05 s. Nothing was changed. Try again.',
      );
    } finally {
      await endChild(child, 'SIGKILL');
    }
    await underFileLock(path, 'the numbers', () => writeFile(path, '[2]'), 5000);
    expect(await readFile(path, 'utf8')).toBe('[2]');
  });
});
