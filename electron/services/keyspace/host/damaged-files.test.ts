import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rdbEntry, rdbFile, rdbLength, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { thorough } from '../../../../test/support/thorough.ts';
import { type IndexState, isComplete } from './index-host.ts';
import { openSession } from './index-session.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-damaged-`));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const whole = rdbFile(
  'REDIS0011',
  ...Array.from({ length: 20 }, (_, at) => rdbEntry(0, `user:${at}`, rdbText(`value ${at}`))),
  rdbEntry(4, 'hash:1', rdbLength(2), rdbText('f'), rdbText('v'), rdbText('g'), rdbText('w')),
  rdbEntry(2, 'set:1', rdbLength(3), rdbText('a'), rdbText('b'), rdbText('c')),
);

let files = 0;
/** Opens bytes as a file, and sends every request. */
async function opened(bytes: Buffer, zipped = false): Promise<IndexState> {
  const path = join(folder, `${++files}`);
  await writeFile(path, bytes);
  const unzipTo = zipped ? `${path}.rdb` : null;
  const host = openSession({ kind: 'rdb', path, unzipTo, isWhole: false, warnings: [] });
  try {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (isComplete(host.state)) resolve();
      };
      host.onState(check);
      check();
    });
    const { state } = host;
    for (const { index } of state.databases) {
      const page = await host.folder({ database: index, separator: ':', offset: 0, limit: 50 });
      expect(page.folders.reduce((sum, one) => sum + one.keys, page.totalKeys)).toBe(
        state.databases.find((one) => one.index === index)?.keys,
      );
    }
    const list = await host.list({ filter: { database: 'all' }, sort: 'key', offset: 0, limit: 1000 });
    expect(list.total).toBe(state.keys);
    await host.analysis({ database: 'all', separator: ':' });
    return state;
  } finally {
    await host.close();
    await rm(path);
  }
}

test('index of a file › truncated at every byte › the keys before the end, and the offset', async () => {
  let most = 0;
  for (let length = 0; length < whole.length; length++) {
    const state = await opened(whole.subarray(0, length));
    expect(state).toMatchObject({ phase: 'failed', problem: expect.stringMatching(/\(at byte [\d,]+\)/) });
    expect(state.keys).toBeGreaterThanOrEqual(most);
    most = state.keys;
  }
  expect(most).toBe(22);
  expect(await opened(whole)).toMatchObject({ phase: 'ready', keys: 22 });
});

test('index of a file › a truncated .gz › the keys before the end', async () => {
  const zipped = gzipSync(whole);
  for (let length = 20; length < zipped.length - 8; length += 7) {
    const state = await opened(zipped.subarray(0, length), true);
    expect(state.phase).toBe('failed');
    expect(state.problem).toMatch(/^The file cannot be read to its end: /);
  }
});

test('index of a file › flipped bits › an offset or other keys, never a crash', async () => {
  const flips = thorough ? 2000 : 300;
  for (let flip = 0; flip < flips; flip++) {
    const bytes = Buffer.from(whole);
    const at = (flip * 7919) % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip % 8));
    const state = await opened(bytes);
    if (state.phase === 'failed') expect(state.problem).toMatch(/at byte/);
  }
});

test('index of a file › impossible lengths › an error with its offset, without the memory', async () => {
  const huge = Buffer.from([0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  const before = process.memoryUsage().arrayBuffers;
  const cases = [
    rdbFile('REDIS0011', Buffer.concat([Buffer.from([0]), huge])),
    rdbFile('REDIS0011', rdbEntry(0, 'a', huge)),
    rdbFile('REDIS0011', rdbEntry(4, 'a', huge)),
    rdbFile('REDIS0011', Buffer.concat([Buffer.from([0, 0xc3]), rdbLength(10), huge])),
  ];
  for (const bytes of cases) {
    expect(await opened(bytes)).toMatchObject({ phase: 'failed', problem: expect.stringContaining('at byte') });
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 ** 2);
});

test('index of a file › an unknown newer version › the keys before the unknown part', async () => {
  const bytes = rdbFile('REDIS0099', rdbEntry(0, 'user:1', rdbText('x')), Buffer.from([200, 1, 2, 3]));
  expect(await opened(bytes)).toMatchObject({
    phase: 'failed',
    keys: 1,
    problem: expect.stringContaining('newer than this app supports'),
  });
});
