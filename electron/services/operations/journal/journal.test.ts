import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileEntry, onlyFiles, recordingHandlers } from '../../../../test/support/some-operations.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { onSetAside } from '../../platform/files/json-state.ts';
import type { UndoEntry } from '../undo/undo-entry.ts';
import { foundJournals, openJournal } from './journal.ts';

const about = { id: 'op-1', instance: 'main', operation: 'install' };
const folderOf = (home: string) => join(home, 'redis/desktop/journal');
const fileOf = (home: string, id = about.id) => join(folderOf(home), `${id}.jsonl`);
const content: UndoEntry = { type: 'content', path: '/etc/redis.conf', text: 'port 6380\n# café\n', mode: 0o600 };

async function entriesOnDisk(home: string): Promise<readonly UndoEntry[] | undefined> {
  return (await foundJournals(home, onlyFiles))[0]?.entries;
}

describe('journal › writing', () => {
  test('no entry › no file exists', async () => {
    const home = temporaryFolder();
    const journal = openJournal(home, about, onlyFiles);
    await journal.close();
    expect(journal.entries()).toEqual([]);
    expect(existsSync(folderOf(home))).toBe(false);
    expect(await foundJournals(home, onlyFiles)).toEqual([]);
  });

  test('several calls › the file has a header and all entries in order', async () => {
    const home = temporaryFolder();
    const journal = openJournal(home, about, onlyFiles);
    const entries: UndoEntry[] = [fileEntry('/a'), { type: 'folder', path: '/b' }, content];
    await journal.add(entries.slice(0, 2));
    await journal.add(entries.slice(2));
    expect(journal.entries()).toEqual(entries);
    const lines = readFileSync(fileOf(home), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ...about, pid: process.pid });
    expect(await entriesOnDisk(home)).toEqual(entries);
  });

  test('an entry may hold a secret › only this user can read folder and file', async () => {
    const home = temporaryFolder();
    await openJournal(home, about, onlyFiles).add([content]);
    expect(statSync(folderOf(home)).mode & 0o777).toBe(0o700);
    expect(statSync(fileOf(home)).mode & 0o777).toBe(0o600);
  });

  test('an entry that ends with the machine › is on disk for a crash of the process', async () => {
    const home = temporaryFolder();
    const handlers = recordingHandlers([]);
    const journal = openJournal(home, about, handlers);
    await journal.add([content]);
    await journal.add([{ ...content, path: '/second' }]);
    const [found] = await foundJournals(home, handlers);
    expect(found?.entries.map((entry) => 'path' in entry && entry.path)).toEqual(['/etc/redis.conf', '/second']);
  });

  test('another process removes the empty folder › the next entry creates it again', async () => {
    const home = temporaryFolder();
    const first = openJournal(home, about, onlyFiles);
    await first.add([fileEntry('/a')]);
    await first.close();
    const second = openJournal(home, { ...about, id: 'op-2' }, onlyFiles);
    await second.add([fileEntry('/b')]);
    expect(await entriesOnDisk(home)).toEqual([fileEntry('/b')]);
  });

  test('a file in place of the folder › the entry is rejected, so that no change follows it', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'redis/desktop'), { recursive: true });
    writeFileSync(folderOf(home), '');
    const journal = openJournal(home, about, onlyFiles);
    await expect(journal.add([fileEntry('/a')])).rejects.toThrow();
    expect(journal.entries()).toEqual([]);
  });
});

describe('journal › dropping', () => {
  test('two equal entries › only the given one is dropped', async () => {
    const home = temporaryFolder();
    const journal = openJournal(home, about, onlyFiles);
    const [one, same] = [fileEntry('/a'), fileEntry('/a')];
    await journal.add([one, same]);
    await journal.drop([one]);
    expect(journal.entries()).toEqual([same]);
    expect(journal.entries()[0]).toBe(same);
    expect(await entriesOnDisk(home)).toEqual([same]);
  });

  test('the last entry › the file is deleted, and a later entry creates it again', async () => {
    const home = temporaryFolder();
    const journal = openJournal(home, about, onlyFiles);
    const entry = fileEntry('/a');
    await journal.add([entry]);
    await journal.drop([entry]);
    expect(existsSync(fileOf(home))).toBe(false);
    await journal.add([content]);
    expect(await entriesOnDisk(home)).toEqual([content]);
  });

  test('an entry that was never added › changes nothing', async () => {
    const home = temporaryFolder();
    const journal = openJournal(home, about, onlyFiles);
    await journal.add([fileEntry('/a')]);
    await journal.drop([fileEntry('/a')]);
    expect(await entriesOnDisk(home)).toEqual([fileEntry('/a')]);
  });

  test('any order of add and drop › memory and disk hold the same entries', async () => {
    const step = fc.oneof(
      fc.record({ add: fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 3 }) }),
      fc.record({ drop: fc.nat(5) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), (steps) =>
        inTemporaryFolder(async (home) => {
          const journal = openJournal(home, about, onlyFiles);
          let expected: UndoEntry[] = [];
          for (const one of steps) {
            if ('add' in one) {
              const entries = one.add.map(fileEntry);
              await journal.add(entries);
              expected.push(...entries);
            } else {
              const gone = expected[one.drop];
              if (!gone) continue;
              await journal.drop([gone]);
              expected = expected.filter((entry) => entry !== gone);
            }
          }
          expect(journal.entries()).toEqual(expected);
          expect((await entriesOnDisk(home)) ?? []).toEqual(expected);
        }),
      ),
      { numRuns: 40 },
    );
  });
});

describe('journal › reading', () => {
  test('journals of two instances › are sorted by name, and filtered by instance', async () => {
    const home = temporaryFolder();
    await openJournal(home, { ...about, id: 'b' }, onlyFiles).add([fileEntry('/b')]);
    await openJournal(home, { ...about, id: 'a', instance: 'acme' }, onlyFiles).add([fileEntry('/a')]);
    expect((await foundJournals(home, onlyFiles)).map(({ id, instance }) => [id, instance])).toEqual([
      ['a', 'acme'],
      ['b', 'main'],
    ]);
    expect((await foundJournals(home, onlyFiles, 'main')).map(({ id }) => id)).toEqual(['b']);
    expect(await foundJournals(home, onlyFiles, 'none')).toEqual([]);
  });

  test('the time of the last write › is that of the interruption', async () => {
    const home = temporaryFolder();
    await openJournal(home, about, onlyFiles).add([fileEntry('/a')]);
    const at = new Date('2026-11-20T10:00:00.000Z');
    utimesSync(fileOf(home), at, at);
    expect((await foundJournals(home, onlyFiles))[0]?.notedAt).toEqual(at);
  });

  test('a found journal › is deleted by its close, twice without an error', async () => {
    const home = temporaryFolder();
    await openJournal(home, about, onlyFiles).add([fileEntry('/a')]);
    const [found] = await foundJournals(home, onlyFiles);
    await found?.close();
    await found?.close();
    expect(readdirSync(folderOf(home))).toEqual([]);
  });

  test('other files in the folder › are ignored', async () => {
    const home = temporaryFolder();
    await openJournal(home, about, onlyFiles).add([fileEntry('/a')]);
    writeFileSync(join(folderOf(home), 'op-2.jsonl.123.0a0a0a0a.tmp'), 'unfinished');
    writeFileSync(join(folderOf(home), 'notes.txt'), '');
    expect(await foundJournals(home, onlyFiles)).toHaveLength(1);
  });

  test('entries of a newer version or with wrong fields › are skipped, the others are kept', async () => {
    const home = temporaryFolder();
    await openJournal(home, about, onlyFiles).add([fileEntry('/a')]);
    const more = [
      { type: 'teleport', path: '/x' },
      { type: 'file' },
      { type: 'constructor' },
      7,
      null,
      [],
      fileEntry('/z'),
    ];
    writeFileSync(fileOf(home), more.map((line) => `${JSON.stringify(line)}\n`).join(''), { flag: 'a' });
    expect(await entriesOnDisk(home)).toEqual([fileEntry('/a'), fileEntry('/z')]);
  });

  test('an unreadable entry in the middle › the entries after it are read', async () => {
    const home = temporaryFolder();
    await openJournal(home, about, onlyFiles).add([fileEntry('/a')]);
    writeFileSync(fileOf(home), `\u0000\u0000 not JSON\n${JSON.stringify(content)}\n`, { flag: 'a' });
    expect(await entriesOnDisk(home)).toEqual([fileEntry('/a'), content]);
  });

  test.each([
    ['an empty file', ''],
    ['a header without an instance', '{"id":"op-1"}\n'],
    ['zero bytes after a crash of the machine', '\u0000\u0000\u0000\u0000'],
    ['text', 'hello\n'],
  ])('%s › is set aside for inspection', async (_, text) => {
    const home = temporaryFolder();
    mkdirSync(folderOf(home), { recursive: true });
    writeFileSync(fileOf(home), text);
    const aside: string[] = [];
    const stop = onSetAside(({ path }) => aside.push(path));
    expect(await foundJournals(home, onlyFiles)).toEqual([]);
    stop();
    expect(aside).toEqual([fileOf(home)]);
    const [kept] = readdirSync(folderOf(home));
    expect(kept).toMatch(/^op-1\.jsonl\.damaged-\d{8}-\d{6}$/);
    expect(readFileSync(join(folderOf(home), kept ?? ''), 'utf8')).toBe(text);
  });

  test('a folder and a link to itself in place of journals › do not hide the other journals', async () => {
    const home = temporaryFolder();
    await openJournal(home, { ...about, id: 'z' }, onlyFiles).add([fileEntry('/a')]);
    mkdirSync(fileOf(home, 'a'));
    symlinkSync('b.jsonl', fileOf(home, 'b'));
    expect((await foundJournals(home, onlyFiles)).map(({ id }) => id)).toEqual(['z']);
  });
});

describe('journal › a crash truncates the file', () => {
  test('at every byte › reads a prefix of the entries, or sets the file aside', async () => {
    const home = temporaryFolder();
    const entries: UndoEntry[] = [fileEntry('/ä'), content, { type: 'swap', path: '/data', aside: '/old' }];
    const journal = openJournal(home, about, onlyFiles);
    for (const entry of entries) await journal.add([entry]);
    const whole = readFileSync(fileOf(home));
    const header = whole.indexOf('\n');
    const seen = new Set<number>();
    for (let cut = 0; cut <= whole.length; cut++) {
      writeFileSync(fileOf(home), whole);
      truncateSync(fileOf(home), cut);
      const found = await foundJournals(home, onlyFiles);
      if (cut < header) {
        expect(found, `cut at ${cut}`).toEqual([]);
        continue;
      }
      const read = found[0]?.entries ?? [];
      expect(read, `cut at ${cut}`).toEqual(entries.slice(0, read.length));
      // A complete line counts without its line end: its change may have been made.
      const complete =
        whole
          .subarray(0, cut + 1)
          .toString('utf8')
          .split('\n').length - 2;
      expect(read.length, `cut at ${cut}`).toBeGreaterThanOrEqual(Math.max(0, complete));
      seen.add(read.length);
    }
    expect([...seen]).toEqual([0, 1, 2, 3]);
  });
});
