import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTestHome } from '../../../../test/support/use-test-home.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { countConnection } from './own-counters.ts';
import { createOwnWork } from './own-work.ts';

/** A connection to a run that no other test uses. */
function connection() {
  const runId = crypto.randomUUID().replaceAll('-', '');
  const own = countConnection(runId);
  own.identified(runId);
  return { runId, work: () => own.executed('GET', ['a'], 'value') };
}

describe('own work', () => {
  test('own work › of this process and another one › is added up and shared, also after the other has ended', async () => {
    const home = await useTestHome({ docker: false });
    const path = join(home.path, 'redis/desktop/own-work.json');
    const { runId, work } = connection();
    const own = createOwnWork(home.path);
    work();
    expect(own.of(runId)).toEqual({ commands: 1, hits: 1, misses: 0 });
    await waitFor('the work to be shared', async () => (await readFile(path, 'utf8').catch(() => '')).includes(runId));
    expect(own.of(runId).commands).toBe(1);
    // Simulates another process that adds to it.
    const shared = JSON.parse(await readFile(path, 'utf8'));
    shared[runId] = { commands: 31, hits: 11, misses: 5 };
    await writeFile(path, JSON.stringify(shared));
    // One read of the file serves a whole poll.
    await expect.poll(() => own.of(runId)).toEqual({ commands: 31, hits: 11, misses: 5 });
    work();
    expect(own.of(runId).commands).toBe(32);
    await own.close();
    expect(JSON.parse(await readFile(path, 'utf8'))[runId]).toEqual({ commands: 32, hits: 12, misses: 5 });
  });

  test('own work › of an earlier core of this process › is not written again, also not to another home', async () => {
    const home = await useTestHome({ docker: false });
    const { runId, work } = connection();
    const first = createOwnWork(home.path);
    work();
    await first.close();
    const second = createOwnWork(home.path);
    expect(second.of(runId).commands).toBe(1);
    work();
    expect(second.of(runId).commands).toBe(2);
    await second.close();
    const other = await useTestHome({ docker: false });
    await createOwnWork(other.path).close();
    expect(await readdir(other.path)).toEqual([]);
  });

  test('own work › the server counts from 0 again › earlier work is deleted from the file', async () => {
    const home = await useTestHome({ docker: false });
    const { runId, work } = connection();
    const own = createOwnWork(home.path);
    work();
    own.forget(runId);
    expect(own.of(runId).commands).toBe(0);
    work();
    expect(own.of(runId).commands).toBe(1);
    await own.close();
    const file = JSON.parse(await readFile(join(home.path, 'redis/desktop/own-work.json'), 'utf8'));
    expect(file[runId]).toEqual({ commands: 1, hits: 1, misses: 0 });
  });

  test('own work › a damaged or unwritable file › this process counts its own work', async () => {
    const home = await useTestHome({ docker: false });
    const folder = join(home.path, 'redis/desktop');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'own-work.json'), '{"x":');
    const { runId, work } = connection();
    const own = createOwnWork(home.path);
    work();
    expect(own.of(runId).commands).toBe(1);
    await own.close();
    const { commands } = JSON.parse(await readFile(join(folder, 'own-work.json'), 'utf8'))[runId];
    expect(commands).toBe(1);

    const other = await useTestHome({ docker: false });
    await writeFile(join(other.path, 'redis'), '');
    const unwritten = createOwnWork(other.path);
    const second = connection();
    second.work();
    await unwritten.close();
    expect(unwritten.of(second.runId).commands).toBe(1);
  });
});
