import { spawn } from 'node:child_process';
import { appendFile, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { LogPiece } from '../../electron/services/logs/logs.ts';
import { rotateLog } from '../../electron/services/logs/rotation.ts';
import type { Services } from '../../electron/services/services.ts';
import type { LogFilter } from '../../shared/contract/logs.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { servicesOnHome } from '../support/tenant-fixture.ts';
import { waitFor } from '../support/wait-for.ts';

const MEGABYTE = 1024 * 1024;

async function installed() {
  const { home, services } = await servicesOnHome({ docker: false });
  const begun = await services.instances.install({ runtime: 'process' });
  expect((await services.operations.settled(begun.id)).error).toBeNull();
  return { home, services, path: join(home.path, 'redis/logs/redis.log') };
}

/** Makes the server write a line. */
const logged = (port: number, text: string) =>
  redisCli(port, 'eval', 'redis.log(redis.LOG_WARNING, ARGV[1])', '0', text);

/** Follows until the test has ended. @returns the lines received so far */
function follow(services: Services, options: { readonly lines?: number; readonly filter?: LogFilter } = {}) {
  const abort = new AbortController();
  const seen = { batches: [] as (LogPiece & { dropped: number })[] };
  const stream = services.logs.follow({ id: 'main', lines: 0, ...options }, abort.signal);
  const done = (async () => {
    for await (const batch of stream) seen.batches.push(batch);
  })();
  onTestFinished(async () => {
    abort.abort();
    await done;
  });
  return {
    texts: () => seen.batches.flatMap(({ items }) => items.map(({ text }) => text)),
    notes: () => seen.batches.flatMap(({ notes }) => notes),
    dropped: () => seen.batches.reduce((sum, { dropped }) => sum + dropped, 0),
    largest: () => Math.max(...seen.batches.map(({ items }) => items.length)),
    opened: () => waitFor('the first batch', () => seen.batches.length > 0),
  };
}

describeNeeding(['redis'], 'log of a process', () => {
  it('rotated while the server writes › a reader loses no line', async () => {
    const { home, services, path } = await installed();
    const followed = follow(services);
    await followed.opened();
    const before = (await stat(path)).ino;
    await appendFile(path, `${'filling '.repeat(1000)}\n`.repeat(1400));
    for (let line = 0; line < 40; line += 1) await logged(home.port, `our line ${line}`);
    // A client that follows sees that the file is too large, and rotates it.
    await waitFor('the rotation', async () => (await stat(`${path}.1`).catch(() => null))?.ino === before);
    for (let line = 40; line < 60; line += 1) await logged(home.port, `our line ${line}`);
    const expected = Array.from({ length: 60 }, (_, line) => `our line ${line}`);
    const ours = (texts: readonly string[]) => texts.filter((text) => text.startsWith('our '));
    await waitFor('all lines', () => ours(followed.texts()).length >= 60);
    expect(ours(followed.texts())).toEqual(expected);
    expect(followed.notes()).toEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    // The server writes to the new file, and the last lines are found across both files.
    expect(await readFile(path, 'utf8')).toContain('line 59');
    const recent = await services.logs.recent({ id: 'main', lines: 100, filter: { text: 'OUR line' } });
    expect(recent.items.map(({ text }) => text)).toEqual(expected);
  });

  it('server logs to its output › not rotated, because the server keeps the file open', async () => {
    const { home, path } = await installed();
    const conf = join(home.path, 'redis/config/redis.conf');
    await writeFile(conf, (await readFile(conf, 'utf8')).replace(/^logfile .*$/m, 'logfile ""'));
    await truncate(path, 11 * MEGABYTE);
    const paths = { configFile: conf, logFile: path } as Parameters<typeof rotateLog>[0]['paths'];
    const entry = { state: 'running' } as Parameters<typeof rotateLog>[0]['entry'];
    expect(await rotateLog({ paths, entry })).toBe(false);
    expect(await rotateLog({ paths, entry: null })).toBe(true);
    expect((await stat(path)).size).toBe(0);
    expect((await stat(`${path}.1`)).size).toBe(11 * MEGABYTE);
  });

  it('a hundred thousand lines a second › bounded batches, and the rest is counted', async () => {
    const { services, path } = await installed();
    const followed = follow(services);
    const rare = follow(services, { filter: { levels: ['warning'], text: 'rare' } });
    await Promise.all([followed.opened(), rare.opened()]);
    // 100,000 lines in a second, in steps of 10 ms, a rare one among each thousand.
    const writer = `
      const { appendFileSync } = require('node:fs');
      const line = (n) => (n % 1000 === 0 ? '1:M 22 Nov 2026 09:00:00.000 # rare ' : '1:M 22 Nov 2026 09:00:00.000 * flood ') + n + '\\n';
      const from = performance.now();
      for (let n = 0; n < 100000; ) {
        let text = '';
        for (let end = n + 1000; n < end; n += 1) text += line(n);
        appendFileSync(process.argv[1], text);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, from + n / 100 - performance.now()));
      }
      appendFileSync(process.argv[1], '1:M 22 Nov 2026 09:00:00.000 # rare last\\n');`;
    const child = spawn(process.execPath, ['-e', writer, path], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await waitFor('the last line', () => followed.texts().includes('rare last') && rare.texts().includes('rare last'));
    expect(followed.largest()).toBeLessThanOrEqual(1000);
    const own = followed.texts().filter((text) => /^(flood|rare) /.test(text)).length;
    expect(own + followed.dropped()).toBe(100_001);
    // A filter examines every line, so the flood hides none of the rare ones.
    expect(rare.dropped()).toBe(0);
    expect(rare.texts()).toHaveLength(101);
  });

  it('control characters and markup › shown as text', async () => {
    const { services, path } = await installed();
    await appendFile(path, Buffer.from([0xff, 0xfe, 0x00, 0x1b, 0x5b, 0x32, 0x4a, 0x0a]));
    await appendFile(path, `${'x'.repeat(MEGABYTE)}\n`);
    const { items } = await services.logs.recent({ id: 'main', lines: 2 });
    expect(items[0]?.text).toBe('\ufffd\ufffd\\x00\\x1b[2J');
    expect(items[1]?.text).toMatch(/^x+… \(cut: the line has 1,048,576 bytes\)$/);
  });

  it('a gigabyte › its last lines immediately, read from the end', async () => {
    const { services, path } = await installed();
    const file = await open(path, 'a');
    await file.truncate(1024 * MEGABYTE);
    await file.write('\n1:M 22 Nov 2026 09:00:00.000 # the end\n', null);
    await file.close();
    const { items, notes } = await services.logs.recent({ id: 'main', lines: 1 });
    expect(items.map(({ text }) => text)).toEqual(['the end']);
    expect(notes).toEqual([]);
  });

  it('removed, recreated or truncated › followed, with a notice', async () => {
    const { home, services, path } = await installed();
    const followed = follow(services);
    await followed.opened();
    await rm(path);
    await waitFor('the note', () => followed.notes().some((note) => note.includes('removed')));
    await logged(home.port, 'our after the removal');
    await waitFor('the line', () => followed.texts().includes('our after the removal'));
    await truncate(path);
    await logged(home.port, 'our new');
    await waitFor('the line', () => followed.texts().includes('our new'));
    expect(followed.notes().some((note) => note.includes('truncated'))).toBe(true);
  });

  it('wrong expression or unknown instance › refused before anything is opened', async () => {
    const { services } = await installed();
    const failure = services.logs.recent({ id: 'main', lines: 5, filter: { regex: '(' } });
    await expect(failure).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'regex' } });
    await expect(services.logs.recent({ id: 'nobody', lines: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
