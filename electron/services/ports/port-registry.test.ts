import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortRegistry, portRegistryPath } from './port-registry.ts';

/** Above the ports of the other tests and below the ephemeral ports of the system. */
const range = { start: 32_300, end: 32_318 };
const nothing = { owned: new Map<number, string>(), published: new Set<number>() };

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'vrooli-ports-'));
});
afterEach(() => rm(home, { recursive: true }));

const entries = async () => JSON.parse(await readFile(portRegistryPath(home), 'utf8'));

test('port registry › six concurrent reservations, one for a taken port › five get distinct ports', async () => {
  const registry = createPortRegistry(home, range);
  let reads = 0;
  const taken = async () => {
    reads += 1;
    return { ...nothing, owned: new Map([[range.end, 'owner']]) };
  };
  const owners = ['a', 'b', 'c', 'd', 'e'];
  const all = [...owners.map((owner) => registry.reserve(owner, null, taken)), registry.reserve('f', range.end, taken)];
  const outcomes = await Promise.allSettled(all);
  const ports = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(new Set(ports).size).toBe(owners.length);
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'PORT_TAKEN' } });
  expect(
    Object.keys(await entries())
      .map(Number)
      .toSorted(),
  ).toEqual(ports.toSorted());
  // One read of all instances and of Docker serves the concurrent reservations.
  expect(reads).toBe(1);
});

test('port registry › a concurrent enter and release › both take effect', async () => {
  const registry = createPortRegistry(home, range);
  await registry.enter('a', range.start, 'running');
  await Promise.all([registry.release('a'), registry.enter('b', range.start + 1, 'stopped')]);
  expect(await entries()).toMatchObject({ [range.start + 1]: { owner: 'b', state: 'stopped' } });
  expect(Object.keys(await entries())).toHaveLength(1);
});
