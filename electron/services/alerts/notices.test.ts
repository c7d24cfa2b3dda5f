import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../../../test/support/wait-for.ts';
import { changeAlertState, readAlertState } from './alert-files.ts';
import { notices } from './notices.ts';

async function useHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'notices-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await mkdir(join(home, 'redis/desktop'), { recursive: true });
  return home;
}

const raise = (home: string, ...ids: string[]) =>
  changeAlertState(home, (before) => {
    const about = {
      at: '2026-11-22T12:00:00.000Z',
      instance: 'main',
      level: 'fail',
      title: 'down',
      detail: '',
    } as const;
    return [{ ...before, notices: [...before.notices, ...ids.map((id) => ({ id, ...about }))] }, null];
  });

/** Collects what one who listens is told. */
function listener(home: string) {
  const end = new AbortController();
  const told: string[] = [];
  const heard = notices(home, end.signal);
  const done = (async () => {
    for await (const { id } of heard) told.push(id);
  })();
  const stop = async () => {
    end.abort();
    await done;
  };
  onTestFinished(stop);
  return { told, stop };
}

/** Until who begins to listen is known to do so, nothing of now may be old to them. */
async function untilHeard(home: string, ...all: ReturnType<typeof listener>[]): Promise<void> {
  const heard = async () => {
    await raise(home, crypto.randomUUID());
    return all.some(({ told }) => told.length > 0);
  };
  await waitFor('somebody to listen', heard, { everyMs: 250 });
}

test('each is told once, to one of all that listen, and to another when that one has gone', async () => {
  const home = await useHome();
  await raise(home, 'before anybody listened');
  const [window, page] = [listener(home), listener(home)];
  await untilHeard(home, window, page);
  await raise(home, 'a', 'b');
  const all = () => [...window.told, ...page.told];
  await waitFor('both to be told', () => all().includes('a') && all().includes('b'));
  await window.stop();
  await raise(home, 'c');
  await waitFor('the other to be told', () => page.told.includes('c'));
  expect(new Set(all()).size).toBe(all().length);
  expect(all()).not.toContain('before anybody listened');
  await waitFor('it to be noted as told', async () => (await readAlertState(home)).told.includes('c'));
});

test('what a face that was killed held is told by another', async () => {
  const home = await useHome();
  const page = listener(home);
  await untilHeard(home, page);
  // A pid of this machine that began at another time: the process that wrote it has died.
  const dead = { holder: { pid: process.pid, began: '1' }, about: 'notify' };
  await waitFor('the lock to be free', async () => {
    await writeFile(join(home, 'redis/desktop/notify.lock'), JSON.stringify(dead), { flag: 'wx' });
    return true;
  });
  await raise(home, 'left behind');
  await waitFor('it to be told', () => page.told.includes('left behind'));
});
