import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onlyFiles } from '../../../../test/support/some-operations.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { undoAll } from './undo.ts';
import type { UndoEntry } from './undo-entry.ts';

const undo = (...entries: readonly UndoEntry[]) => undoAll(entries, onlyFiles);

/** The tree below a folder: the content of files, the targets of links, and null for folders. */
function treeOf(root: string, path = ''): Record<string, string | null> {
  const tree: Record<string, string | null> = {};
  for (const name of readdirSync(join(root, path)).toSorted()) {
    const inner = path === '' ? name : `${path}/${name}`;
    const found = lstatSync(join(root, inner));
    if (found.isDirectory()) Object.assign(tree, { [inner]: null }, treeOf(root, inner));
    else
      tree[inner] = found.isSymbolicLink()
        ? `→ ${readlinkSync(join(root, inner))}`
        : readFileSync(join(root, inner), 'utf8');
  }
  return tree;
}

describe('file undo › a new folder', () => {
  test('with content › is removed with all of it', async () => {
    const root = temporaryFolder();
    const path = join(root, 'new');
    mkdirSync(join(path, 'inner'), { recursive: true });
    writeFileSync(join(path, 'inner/file'), '');
    await undo({ type: 'folder', path });
    expect(treeOf(root)).toEqual({});
  });

  test('that was not created › nothing happens', async () => {
    const root = temporaryFolder();
    await undo({ type: 'folder', path: join(root, 'new') }, { type: 'file', path: join(root, 'file') });
    expect(treeOf(root)).toEqual({});
  });

  test('that is a link › removes the link, not its target', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/dump.rdb'), 'REDIS');
    symlinkSync('data', join(root, 'link'));
    await undo({ type: 'folder', path: join(root, 'link') });
    expect(treeOf(root)).toEqual({ data: null, 'data/dump.rdb': 'REDIS' });
  });
});

describe('file undo › a changed file', () => {
  test('its content and mode › are restored', async () => {
    const path = join(temporaryFolder(), 'redis.conf');
    writeFileSync(path, 'port 1\n');
    await undo({ type: 'content', path, text: 'port 6380\n# café\n', mode: 0o600 });
    expect(readFileSync(path, 'utf8')).toBe('port 6380\n# café\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that was deleted since › is created again', async () => {
    const path = join(temporaryFolder(), 'redis.conf');
    await undo({ type: 'content', path, text: 'port 6380\n', mode: 0o600 });
    expect(readFileSync(path, 'utf8')).toBe('port 6380\n');
  });

  test('a link to a file under version control › stays a link', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'real.conf'), 'port 1\n');
    symlinkSync('real.conf', join(root, 'redis.conf'));
    await undo({ type: 'content', path: join(root, 'redis.conf'), text: 'port 6380\n', mode: 0o600 });
    expect(treeOf(root)).toEqual({ 'real.conf': 'port 6380\n', 'redis.conf': '→ real.conf' });
  });

  test('in a folder that no longer exists › nothing happens, so that the journal does not block its instance', async () => {
    const root = temporaryFolder();
    await undo({ type: 'content', path: join(root, 'gone/redis.conf'), text: '', mode: 0o600 });
    expect(treeOf(root)).toEqual({});
  });

  test('in a folder that the same operation created › a repeated undo does not fail', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'new'));
    writeFileSync(join(root, 'new/redis.conf'), 'second');
    const entries: UndoEntry[] = [
      { type: 'folder', path: join(root, 'new') },
      { type: 'content', path: join(root, 'new/redis.conf'), text: 'first', mode: 0o600 },
    ];
    await undo(...entries);
    await undo(...entries);
    expect(treeOf(root)).toEqual({});
  });
});

describe('file undo › a move', () => {
  test('undone twice › reversed without an error', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'to'), 'mine');
    const entry: UndoEntry = { type: 'move', from: join(root, 'from'), to: join(root, 'to') };
    await undo(entry);
    await undo(entry);
    expect(treeOf(root)).toEqual({ from: 'mine' });
  });

  test('whose old path is taken › moves nothing and overwrites nothing', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'to'), 'moved');
    writeFileSync(join(root, 'from'), 'newer');
    await undo({ type: 'move', from: join(root, 'from'), to: join(root, 'to') });
    expect(treeOf(root)).toEqual({ from: 'newer', to: 'moved' });
  });

  test('that was not made › leaves the file', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'from'), 'mine');
    await undo({ type: 'move', from: join(root, 'from'), to: join(root, 'to') });
    expect(treeOf(root)).toEqual({ from: 'mine' });
  });
});

describe('file undo › a swap', () => {
  const swap = (root: string): UndoEntry => ({ type: 'swap', path: join(root, 'data'), aside: join(root, 'old') });

  test('a replaced file › the new one is removed and the old one is back', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'old'), 'before');
    writeFileSync(join(root, 'data'), 'after');
    await undo(swap(root));
    expect(treeOf(root)).toEqual({ data: 'before' });
  });

  test('a replaced folder › comes back with its content', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'old'));
    writeFileSync(join(root, 'old/aof'), 'before');
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/new'), 'after');
    await undo(swap(root));
    expect(treeOf(root)).toEqual({ data: null, 'data/aof': 'before' });
  });

  test('a crash before the old file was moved › it stays as it is', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'data'), 'before');
    await undo(swap(root));
    expect(treeOf(root)).toEqual({ data: 'before' });
  });

  test('a crash between the two renames of the undo › the next undo completes it', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'old'), 'before');
    await undo(swap(root));
    await undo(swap(root));
    expect(treeOf(root)).toEqual({ data: 'before' });
  });
});

/** A change of files, with its undo entry written before it. */
type Change = 'create' | 'folder' | 'rewrite' | 'move' | 'swap';

interface World {
  readonly root: string;
  /** Files that are not changed again. */
  readonly touched: Set<string>;
  readonly journal: UndoEntry[];
  number: number;
}

/** @returns the change itself, after its entry is in the journal; null if nothing fits it */
function prepare(world: World, change: Change, pick: number): (() => void) | null {
  const { root, journal } = world;
  const files = Object.entries(treeOf(root)).flatMap(([path, text]) =>
    text === null || world.touched.has(path) ? [] : [path],
  );
  const file = files[pick % Math.max(1, files.length)];
  const fresh = `new-${world.number++}`;
  if (change === 'create') {
    journal.push({ type: 'file', path: join(root, fresh) });
    return () => writeFileSync(join(root, fresh), fresh);
  }
  if (change === 'folder') {
    journal.push({ type: 'folder', path: join(root, fresh) });
    return () => {
      mkdirSync(join(root, fresh));
      writeFileSync(join(root, fresh, 'inside'), fresh);
    };
  }
  if (file === undefined) return null;
  const path = join(root, file);
  if (change === 'rewrite') {
    journal.push({ type: 'content', path, text: readFileSync(path, 'utf8'), mode: 0o600 });
    return () => writeFileSync(path, fresh);
  }
  const to = join(root, fresh);
  if (change === 'move') {
    journal.push({ type: 'move', from: path, to });
    return () => renameSync(path, to);
  }
  journal.push({ type: 'swap', path, aside: to });
  return () => {
    renameSync(path, to);
    writeFileSync(path, `swapped ${fresh}`);
  };
}

const changes = fc.array(fc.tuple(fc.constantFrom<Change>('create', 'folder', 'rewrite', 'move', 'swap'), fc.nat(9)), {
  maxLength: 8,
});

describe('file undo › any sequence of changes', () => {
  test('undone in reverse order › every file is as before', async () => {
    await fc.assert(
      fc.asyncProperty(changes, (sequence) =>
        inTemporaryFolder(async (root) => {
          const world = useWorld(root);
          const before = treeOf(root);
          for (const [change, pick] of sequence) prepare(world, change, pick)?.();
          await undo(...world.journal);
          expect(treeOf(root)).toEqual(before);
        }),
      ),
      { numRuns: 25 },
    );
  });

  test('cut off after an entry and before its change › every file is as before, also after a repeated undo', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(8), (sequence, cut) =>
        inTemporaryFolder(async (root) => {
          const world = useWorld(root);
          const before = treeOf(root);
          for (const [index, [change, pick]] of sequence.entries()) {
            const entries = world.journal.length;
            const apply = prepare(world, change, pick);
            if (index === cut) break;
            apply?.();
            // A repeated undo needs what operations do: they journal one change of each file.
            for (const entry of world.journal.slice(entries)) touch(world, entry);
          }
          await undo(...world.journal);
          expect(treeOf(root)).toEqual(before);
          // A crash before the journal was deleted repeats the undo. It may leave a copy under a newer name.
          await undo(...world.journal);
          expect(treeOf(root)).toMatchObject(before);
        }),
      ),
      { numRuns: 25 },
    );
  });
});

function touch({ root, touched }: World, entry: UndoEntry): void {
  if (entry.type === 'folder') return;
  for (const path of Object.values(entry)) touched.add(String(path).slice(root.length + 1));
}

function useWorld(root: string): World {
  writeFileSync(join(root, 'a'), 'first');
  writeFileSync(join(root, 'b'), 'second');
  rmSync(join(root, 'gone'), { force: true });
  expect(existsSync(join(root, 'a'))).toBe(true);
  return { root, touched: new Set(), journal: [], number: 0 };
}
