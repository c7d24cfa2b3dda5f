import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileEntry, onlyFiles, recordingHandlers } from '../../../../test/support/some-operations.ts';
import { undoAll } from './undo.ts';
import type { UndoEntry } from './undo-entry.ts';
import { handlerOf, parseEntry, type UndoHandlers } from './undo-handlers.ts';

const folderEntry = (path: string): UndoEntry => ({ type: 'folder', path });

describe('undo › order', () => {
  test('no entries › nothing is undone', async () => {
    expect(await undoAll([], recordingHandlers([]))).toBe('undone');
  });

  test('any entries › each is undone exactly once, the newest first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.string()), { maxLength: 20 }), async (given) => {
        const undone: string[] = [];
        const entries = given.map(([isFile, path], index) => (isFile ? fileEntry : folderEntry)(`${index}${path}`));
        await undoAll(entries, recordingHandlers(undone));
        expect(undone).toEqual(given.map(([, path], index) => `${index}${path}`).toReversed());
      }),
    );
  });
});

describe('undo › failures', () => {
  test('some entries fail › all others are undone, and the first failure is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (fails) => {
        const undone: string[] = [];
        const paths = fails.map((fail, index) => `${index}${fail ? '!' : ''}`);
        const handlers = recordingHandlers(undone, (path) => (path.endsWith('!') ? new Error(path) : null));
        const outcome = await undoAll(paths.map(fileEntry), handlers).catch((error: Error) => error.message);
        expect(undone).toEqual(paths.filter((path) => !path.endsWith('!')).toReversed());
        expect(outcome).toBe(paths.findLast((path) => path.endsWith('!')) ?? 'undone');
      }),
    );
  });

  test('an entry that must come first fails › earlier entries are not undone', async () => {
    const undone: string[] = [];
    const handlers = recordingHandlers(undone, (path) => (path === 'server' ? new Error('it still runs') : null), true);
    const entries = [fileEntry('data'), folderEntry('server'), fileEntry('record')];
    await expect(undoAll(entries, handlers)).rejects.toThrow('it still runs');
    expect(undone).toEqual(['record']);
  });

  test('an entry fails before one that must come first › the first failure wins, the rest stays', async () => {
    const undone: string[] = [];
    const handlers = recordingHandlers(undone, (path) => (path === 'data' ? null : new Error(path)), true);
    const entries = [fileEntry('data'), folderEntry('server'), fileEntry('record')];
    await expect(undoAll(entries, handlers)).rejects.toThrow('server');
    expect(undone).toEqual([]);
  });
});

describe('undo › an operation past its commit point', () => {
  const completing = (outcomes: Readonly<Record<string, 'completed' | undefined>>) =>
    ({
      file: { schema: onlyFiles.file.schema, undo: async (entry: { path: string }) => outcomes[entry.path] },
    }) as unknown as UndoHandlers;

  test.each([
    [['a', 'b'], 'completed'],
    [['b', 'a'], 'completed'],
    [['b'], 'undone'],
  ])('entries %j › the outcome is %s', async (paths, outcome) => {
    expect(await undoAll(paths.map(fileEntry), completing({ a: 'completed' }))).toBe(outcome);
  });
});

describe('undo handlers › parsing an entry', () => {
  test('a valid entry › is returned', () => {
    const entry = { type: 'content', path: '/a', text: '', mode: 0o644 };
    expect(parseEntry(onlyFiles, entry)).toEqual(entry);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'file'],
    ['a list', ['file']],
    ['no type', { path: '/a' }],
    ['a type that is not text', { type: 7, path: '/a' }],
    ['an unknown type', { type: 'teleport', path: '/a' }],
    ['a property of every object', { type: 'hasOwnProperty', path: '/a' }],
    ['the prototype', { type: '__proto__', path: '/a' }],
    ['a missing field', { type: 'move', from: '/a' }],
    ['a field of another type', { type: 'content', path: '/a', text: 'x', mode: '600' }],
  ])('%s › null', (_, line) => {
    expect(parseEntry(onlyFiles, line)).toBeNull();
  });

  test('every entry of the file handlers › has a handler of its own type', () => {
    for (const type of ['folder', 'file', 'content', 'move', 'swap'] as const) {
      expect(handlerOf(onlyFiles, { type } as UndoEntry)).toBe(onlyFiles[type]);
    }
  });
});
