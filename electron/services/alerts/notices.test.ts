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
    const notice = {
      at: '2026-11-22T12:00:00.000Z',
      instance: 'main',
      level: 'fail',
      title: 'down',
      detail: '',
    } as const;
    return [{ ...before, notices: [...before.notices, ...ids.map((id) => ({ id, ...notice }))] }, null];
  });

/** Collects the notices that one listener receives. */
function listener(home: string) {
  const end = new AbortController();
  const received: string[] = [];
  const stream = notices(home, end.signal);
  const done = (async () => {
    for await (const { id } of stream) received.push(id);
  })();
  const stop = async () => {
    end.abort();
    await done;
  };
  onTestFinished(stop);
  return { received, stop };
}

/** Waits until a listener is subscribed: notices raised earlier are old to it. */
async function untilSubscribed(home: string, ...all: ReturnType<typeof listener>[]): Promise<void> {
  const isSubscribed = async () => {
    await raise(home, crypto.randomUUID());
    return all.some(({ received }) => received.length > 0);
  };
  await waitFor('a subscribed listener', isSubscribed, { everyMs: 250 });
}

test('notices › several listeners › each goes to exactly one, and to another when that one stops', async () => {
  const home = await useHome();
  await raise(home, 'before the first listener');
  const [window, page] = [listener(home), listener(home)];
  await untilSubscribed(home, window, page);
  await raise(home, 'a', 'b');
  const all = () => [...window.received, ...page.received];
  await waitFor('both notices', () => all().includes('a') && all().includes('b'));
  await window.stop();
  await raise(home, 'c');
  await waitFor('the notice at the other listener', () => page.received.includes('c'));
  expect(new Set(all()).size).toBe(all().length);
  expect(all()).not.toContain('before the first listener');
  await waitFor('the notice to be marked as shown', async () => (await readAlertState(home)).told.includes('c'));
});

test('notices › lock of a killed client › another client takes over', async () => {
  const home = await useHome();
  const page = listener(home);
  await untilSubscribed(home, page);
  // A live pid with another start time: the process that wrote the lock has died.
  const dead = { holder: { pid: process.pid, began: '1' }, about: 'notify' };
  await waitFor('the lock to be free', async () => {
    await writeFile(join(home, 'redis/desktop/notify.lock'), JSON.stringify(dead), { flag: 'wx' });
    return true;
  });
  await raise(home, 'left behind');
  await waitFor('the notice', () => page.received.includes('left behind'));
});
