import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { runContenders } from '../../../../test/support/lock-contender.ts';
import { someOperation } from '../../../../test/support/some-operations.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { clearDeadLocks, heldOperations, type InstanceLock, requireIdle, takeInstanceLock } from './instance-lock.ts';

const folderOf = (home: string) => join(home, 'redis/desktop/locks');
const pathOf = (home: string, id = 'main') => join(folderOf(home), `${id}.lock`);

function writeLock(home: string, content: unknown, id = 'main'): void {
  mkdirSync(folderOf(home), { recursive: true });
  writeFileSync(pathOf(home, id), typeof content === 'string' ? content : JSON.stringify(content));
}

const byDead = { holder: { pid: deadPid(), began: null }, about: someOperation({ kind: 'restore' }) };

async function codeOf(taking: Promise<InstanceLock>): Promise<string> {
  try {
    await taking;
    return 'taken';
  } catch (error) {
    return isAppError(error, 'BUSY') ? 'BUSY' : String(error);
  }
}

describe('instance lock › taking', () => {
  test('a free instance › only this user can read the file', async () => {
    const home = temporaryFolder();
    await takeInstanceLock(home, someOperation());
    expect(readdirSync(folderOf(home))).toEqual(['main.lock']);
    expect(statSync(pathOf(home)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(pathOf(home), 'utf8'))).toMatchObject({
      holder: { pid: process.pid },
      about: { id: 'op-1', kind: 'start' },
    });
  });

  test('a held instance › BUSY names the operation, its client and its process', async () => {
    const home = temporaryFolder();
    await takeInstanceLock(
      home,
      someOperation({ kind: 'restore', face: 'desktop', startedAt: '2026-11-20T09:00:00.000Z' }),
    );
    await expect(takeInstanceLock(home, someOperation({ id: 'op-2' }))).rejects.toMatchObject({
      code: 'BUSY',
      message: `main is busy: restore in progress (desktop, pid ${process.pid}). Wait for it, or cancel it there.`,
      data: { id: 'main', operation: 'restore', face: 'desktop', pid: process.pid, since: '2026-11-20T09:00:00.000Z' },
    });
  });

  test('a held instance › other instances are free', async () => {
    const home = temporaryFolder();
    await takeInstanceLock(home, someOperation());
    await takeInstanceLock(home, someOperation({ id: 'op-2', instance: 'acme' }));
    expect(readdirSync(folderOf(home)).toSorted()).toEqual(['acme.lock', 'main.lock']);
  });

  test('a released instance › is free, and its folder holds no other file', async () => {
    const home = temporaryFolder();
    const lock = await takeInstanceLock(home, someOperation());
    await lock.release();
    expect(readdirSync(folderOf(home))).toEqual([]);
    await takeInstanceLock(home, someOperation({ id: 'op-2' }));
  });

  test('a holder with a content of another version › BUSY has no details', async () => {
    const home = temporaryFolder();
    const [, began] = await identityOf(home);
    writeLock(home, { holder: { pid: process.pid, began }, about: { future: true } });
    await expect(takeInstanceLock(home, someOperation())).rejects.toMatchObject({
      code: 'BUSY',
      message: 'main is busy: another operation in progress. Wait for it, or cancel it there.',
      data: { operation: 'another operation', pid: 0 },
    });
  });

  test.each([
    ['of a dead process', byDead],
    [
      'of an earlier process with the pid of this one',
      { holder: { pid: process.pid, began: 'long ago' }, about: null },
    ],
    ['that a crash truncated', '{"holder":{"pid":1'],
    ['that a crash of the machine emptied', ''],
    ['with zero bytes', '\u0000\u0000'],
  ])('a lock %s › is taken over', async (_, content) => {
    const home = temporaryFolder();
    writeLock(home, content);
    await takeInstanceLock(home, someOperation());
    expect((await heldOperations(home)).map(({ id }) => id)).toEqual(['op-1']);
    expect(readdirSync(folderOf(home))).toEqual(['main.lock']);
  });

  test('a folder in place of the lock › is kept under another name', async () => {
    const home = temporaryFolder();
    mkdirSync(pathOf(home), { recursive: true });
    writeFileSync(join(pathOf(home), 'inside'), 'mine');
    await takeInstanceLock(home, someOperation());
    const names = readdirSync(folderOf(home)).toSorted();
    expect(names).toEqual(['main.lock', expect.stringMatching(/^main\.lock\.damaged-/)]);
    expect(readFileSync(join(folderOf(home), names[1] ?? '', 'inside'), 'utf8')).toBe('mine');
  });

  test('the guard of a process that died during a takeover › does not block', async () => {
    const home = temporaryFolder();
    writeLock(home, byDead);
    writeFileSync(`${pathOf(home)}.takeover`, JSON.stringify(byDead));
    await takeInstanceLock(home, someOperation());
    expect((await heldOperations(home)).map(({ id }) => id)).toEqual(['op-1']);
  });
});

describe('instance lock › publishing', () => {
  test('a change › other processes read it', async () => {
    const home = temporaryFolder();
    const lock = await takeInstanceLock(home, someOperation());
    await lock.publish(someOperation({ fraction: 0.5 }));
    await lock.publish(someOperation({ fraction: 0.75 }));
    expect(await heldOperations(home)).toMatchObject([{ id: 'op-1', fraction: 0.75 }]);
  });

  test('a release during a write › the file does not appear again', async () => {
    const home = temporaryFolder();
    const lock = await takeInstanceLock(home, someOperation());
    const writes = [1, 2, 3].map((fraction) => lock.publish(someOperation({ fraction: fraction / 3 })));
    await lock.release();
    await Promise.all(writes);
    await lock.publish(someOperation({ fraction: 1 }));
    expect(readdirSync(folderOf(home))).toEqual([]);
  });

  test('a write that a full disk cut off › the release removes its temporary file', async () => {
    const home = temporaryFolder();
    const lock = await takeInstanceLock(home, someOperation());
    writeFileSync(`${pathOf(home)}.op-1.next`, '{"half');
    await lock.release();
    expect(readdirSync(folderOf(home))).toEqual([]);
  });
});

describe('instance lock › held operations', () => {
  test('no folder › none', async () => {
    expect(await heldOperations(join(temporaryFolder(), 'none'))).toEqual([]);
  });

  test('locks of dead processes and damaged files › are not listed', async () => {
    const home = temporaryFolder();
    await takeInstanceLock(home, someOperation());
    writeLock(home, byDead, 'acme');
    writeLock(home, 'not JSON', 'beta');
    mkdirSync(pathOf(home, 'gamma'));
    expect((await heldOperations(home)).map(({ instance }) => instance)).toEqual(['main']);
  });
});

describe('instance lock › clearing', () => {
  test('locks and claims of dead processes › are removed, those of living ones are kept', async () => {
    const home = temporaryFolder();
    await takeInstanceLock(home, someOperation());
    writeLock(home, byDead, 'acme');
    writeFileSync(`${pathOf(home, 'acme')}.99999.op.claim`, JSON.stringify(byDead));
    writeFileSync(join(home, 'port-registry.json.lock'), JSON.stringify(byDead));
    writeFileSync(join(home, 'port-registry.json'), '{}');
    expect(await clearDeadLocks(home)).toBe(true);
    expect(readdirSync(folderOf(home))).toEqual(['main.lock']);
    expect(readdirSync(home).toSorted()).toEqual(['port-registry.json', 'redis']);
    expect(await clearDeadLocks(home)).toBe(false);
  });

  test('a home that does not exist › nothing is cleared', async () => {
    const home = join(temporaryFolder(), 'none');
    expect(await clearDeadLocks(home)).toBe(false);
    expect(existsSync(home)).toBe(false);
  });
});

describe('instance lock › competition', () => {
  test('many attempts of one process, with or without a dead holder › exactly one succeeds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.boolean(), (attempts, hasDead) =>
        inTemporaryFolder(async (home) => {
          if (hasDead) writeLock(home, byDead);
          const taking = Array.from({ length: attempts }, (_, index) =>
            codeOf(takeInstanceLock(home, someOperation({ id: `op-${index}` }))),
          );
          const codes = await Promise.all(taking);
          expect(codes.toSorted()).toEqual([...Array.from({ length: attempts - 1 }, () => 'BUSY'), 'taken']);
          expect(readdirSync(folderOf(home))).toEqual(['main.lock']);
        }),
      ),
      { numRuns: 20 },
    );
  });

  test('two processes › never hold the lock at the same time, and both get it', async () => {
    const home = temporaryFolder();
    writeLock(home, byDead);
    const counts = await runContenders(home, 2, 60);
    expect(counts.map(({ taken, clashes }) => ({ taken, clashes }))).toEqual([
      { taken: 60, clashes: 0 },
      { taken: 60, clashes: 0 },
    ]);
    expect(readdirSync(folderOf(home))).toEqual([]);
  });
});

/** The identity of this process as its locks hold it. */
async function identityOf(home: string): Promise<readonly [number, string | null]> {
  const lock = await takeInstanceLock(home, someOperation({ instance: 'self' }));
  const { holder } = JSON.parse(readFileSync(pathOf(home, 'self'), 'utf8'));
  await lock.release();
  return [holder.pid, holder.began];
}

describe('an instance that does not respond', () => {
  const heldBy = (pid: number, instance = 'main') => {
    const home = temporaryFolder();
    writeLock(
      home,
      { holder: { pid, began: null }, about: someOperation({ kind: 'restart', instance, pid }) },
      instance,
    );
    return home;
  };

  test('another process works on it › BUSY, with its operation', async () => {
    await expect(requireIdle(heldBy(process.ppid), 'main')).rejects.toMatchObject({
      code: 'BUSY',
      message: expect.stringContaining('main is busy: restart in progress'),
    });
  });

  test('this process, a dead one, or an operation on another instance › nothing', async () => {
    await requireIdle(heldBy(process.pid), 'main');
    await requireIdle(heldBy(deadPid()), 'main');
    await requireIdle(heldBy(process.ppid, 'acme'), 'main');
  });
});
