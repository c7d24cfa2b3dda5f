import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FolderCounts } from './folder-counts.ts';
import { KeyArena } from './key-arena.ts';

interface Step {
  readonly slot: number;
  readonly key: string;
  readonly sizeBytes: number;
}

const step = fc.record({
  slot: fc.constantFrom(0, 1, 65_534),
  key: fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 6 }), fc.constantFrom('user:1', 'é:x')),
  sizeBytes: fc.nat({ max: 1_000 }),
});

describe('folder counts', () => {
  test('any keys of several databases › the sums of a simple count', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const counts = counted(steps);
        for (const slot of [0, 1, 65_534]) {
          const own = steps.filter((one) => one.slot === slot);
          expect(foldersOf(counts, slot)).toEqual(plainFolders(own));
          expect(counts.bareKeys(slot)).toBe(own.filter(({ key }) => !key.includes(':')).length);
        }
      }),
    );
  });

  test('keys that are removed again, in any order › the remaining ones', () => {
    const some = fc
      .array(step, { minLength: 1, maxLength: 60 })
      .chain((steps) => fc.record({ steps: fc.constant(steps), removed: fc.shuffledSubarray([...steps.keys()]) }));
    fc.assert(
      fc.property(some, ({ steps, removed }) => {
        const counts = counted(steps);
        for (const at of removed) change(counts, steps[at] as Step, -1);
        const left = steps.filter((_, at) => !removed.includes(at));
        for (const slot of [0, 1, 65_534]) {
          const own = left.filter((one) => one.slot === slot);
          expect(foldersOf(counts, slot)).toEqual(plainFolders(own));
        }
      }),
    );
  });

  test('10,000 folders › each has its keys after the table grew', () => {
    const steps = Array.from({ length: 30_000 }, (_, at) => ({ slot: 0, key: `f${at % 10_000}:${at}`, sizeBytes: 2 }));
    const counts = counted(steps);
    const folders = [...counts.folders(0)];
    expect(folders).toHaveLength(10_000);
    expect(folders.every(({ keys, sizeBytes }) => keys === 3 && sizeBytes === 6)).toBe(true);
    expect(counts.overflowed).toBe(false);
  });

  test('more than 65,536 folders › reports incomplete counts, but still counts plain keys', () => {
    const steps = Array.from({ length: 65_537 }, (_, at) => ({ slot: 0, key: `${at}:x`, sizeBytes: 1 }));
    const counts = counted(steps);
    expect(counts.overflowed).toBe(true);
    change(counts, { slot: 0, key: 'plain', sizeBytes: 1 }, 1);
    expect(counts.bareKeys(0)).toBe(1);
  });
});

function change(counts: FolderCounts, { slot, key, sizeBytes }: Step, sign: 1 | -1): void {
  const arena = new KeyArena();
  const bytes = Buffer.from(key);
  arena.append(bytes, 0, bytes.length);
  counts.count(slot, arena, sizeBytes, sign);
}

function counted(steps: readonly Step[]): FolderCounts {
  const counts = new FolderCounts();
  const arena = new KeyArena();
  for (const { slot, key, sizeBytes } of steps) {
    const bytes = Buffer.from(key);
    arena.append(bytes, 0, bytes.length);
    counts.count(slot, arena, sizeBytes, 1);
  }
  return counts;
}

function foldersOf(counts: FolderCounts, slot: number): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    [...counts.folders(slot)].map(({ prefix, keys, sizeBytes }) => [prefix.toString(), [keys, sizeBytes]]),
  );
}

function plainFolders(steps: readonly Step[]): Readonly<Record<string, readonly number[]>> {
  const folders: Record<string, [number, number]> = {};
  for (const { key, sizeBytes } of steps) {
    if (!key.includes(':')) continue;
    const folder = key.slice(0, key.indexOf(':') + 1);
    const [keys, size] = folders[folder] ?? [0, 0];
    folders[folder] = [keys + 1, size + sizeBytes];
  }
  return folders;
}
