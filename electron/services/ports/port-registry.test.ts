import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortRegistry, portRegistryPath } from './port-registry.ts';

/** Above those that tests use, and below what systems hand out by themselves. */
const range = { start: 32_300, end: 32_318 };
const nothing = { owned: new Map<number, string>(), published: new Set<number>() };

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'vrooli-ports-'));
});
afterEach(() => rm(home, { recursive: true }));

const entries = async () => JSON.parse(await readFile(portRegistryPath(home), 'utf8'));

test('port registry › six reserve at the same time, one of them a port that is taken › five get ports of their own', async () => {
  const registry = createPortRegistry(home, range);
  let looked = 0;
  const taken = async () => {
    looked += 1;
    return { ...nothing, owned: new Map([[range.end, 'owner']]) };
  };
  const owners = ['a', 'b', 'c', 'd', 'e'];
  const all = [...owners.map((owner) => registry.reserve(owner, null, taken)), registry.reserve('f', range.end, taken)];
  const ends = await Promise.allSettled(all);
  const ports = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  expect(new Set(ports).size).toBe(owners.length);
  expect(ends.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'PORT_TAKEN' } });
  expect(
    Object.keys(await entries())
      .map(Number)
      .toSorted(),
  ).toEqual(ports.toSorted());
  // What instances and engines have is read once for all of them.
  expect(looked).toBe(1);
});

test('port registry › one enters and one leaves at the same time › both are done', async () => {
  const registry = createPortRegistry(home, range);
  await registry.enter('a', range.start, 'running');
  await Promise.all([registry.release('a'), registry.enter('b', range.start + 1, 'stopped')]);
  expect(await entries()).toMatchObject({ [range.start + 1]: { owner: 'b', state: 'stopped' } });
  expect(Object.keys(await entries())).toHaveLength(1);
});
