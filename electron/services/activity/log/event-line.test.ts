import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActivityEvent, activityEvent } from '../../../../shared/contract/activity.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { appendLine } from '../../platform/files/append-line.ts';
import { endOf, eventLine, readEventLine } from './event-line.ts';
import { findEvents } from './find-events.ts';
import { activityFolder, fileToAppend, logFiles, monthOf, removeOldFiles } from './log-files.ts';
import { lineMatcher, matcher } from './match-event.ts';
import { linesBackwards } from './read-backwards.ts';

const someEvent = (change: Partial<ActivityEvent> = {}): ActivityEvent => ({
  id: 'e1',
  at: '2026-11-22T12:00:00.000Z',
  finishedAt: '2026-11-22T12:00:05.000Z',
  instance: 'main',
  kind: 'backup',
  title: 'Back up main',
  detail: null,
  backup: null,
  face: 'terminal',
  outcome: 'succeeded',
  level: 'info',
  ...change,
});
const anyText = fc.oneof(
  fc.string({ maxLength: 900 }),
  fc.string({ unit: 'binary', maxLength: 900 }),
  fc.constantFrom(
    '\u0001'.repeat(900),
    '\ud800'.repeat(900),
    '"'.repeat(900),
    '\\'.repeat(900),
    '漢'.repeat(900),
    '🐘'.repeat(900),
  ),
);

describe('event line', () => {
  test('any texts › one line below 4 KB that is read back as an event', () => {
    fc.assert(
      fc.property(anyText, fc.option(anyText), (title, detail) => {
        const line = eventLine(someEvent({ title, detail }));
        expect(Buffer.byteLength(line)).toBeLessThan(4096);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const read = readEventLine(line);
        expect(read).toMatchObject({ id: 'e1', kind: 'backup' });
        // A line that is read is written the same way.
        if (read) expect(eventLine(read)).toBe(line);
      }),
      { numRuns: 300 },
    );
  });

  test('line breaks and blanks around them › become one blank', () => {
    expect(readEventLine(eventLine(someEvent({ title: 'a \r\n\n  b', detail: '\nx\n' })))).toMatchObject({
      title: 'a b',
      detail: ' x ',
    });
  });

  test('lines of other programs or edited by hand › are no events', () => {
    const whole = eventLine(someEvent());
    const wrong = [
      '',
      '{}',
      'null',
      '[]',
      '7',
      whole.slice(0, -3),
      whole.replace('"at":"', '"at":"x'),
      whole.replace('"main"', '7'),
    ];
    expect(wrong.map(readEventLine)).toEqual(wrong.map(() => null));
  });

  test('the end of an event › unfinished › is its start', () => {
    expect(endOf(someEvent({ finishedAt: null }))).toBe('2026-11-22T12:00:00.000Z');
    expect(endOf(someEvent())).toBe('2026-11-22T12:00:05.000Z');
  });
});

describe('search', () => {
  const words = fc.constantFrom('main', 'BACKUP', '"', 'é', 'a\\b', 'İ', 'ß', 'x y', '\t', '{', '"kind":"flush"', 'ﬁ');
  const events = fc.record({
    instance: fc.constantFrom('main', 'acme', null),
    kind: fc.constantFrom('backup' as const, 'flush' as const),
    title: fc.array(words, { maxLength: 3 }).map((all) => `t ${all.join(' ')}`),
    detail: fc.option(fc.array(words, { maxLength: 3 }).map((all) => all.join('-'))),
    face: fc.constantFrom('desktop' as const, null),
    outcome: fc.constantFrom('succeeded' as const, 'failed' as const, null),
  });
  const filters = fc.record(
    {
      instances: fc.uniqueArray(fc.constantFrom('main', 'acme'), { maxLength: 2 }),
      kinds: fc.uniqueArray(fc.constantFrom('backup' as const, 'flush' as const), { maxLength: 2 }),
      clients: fc.uniqueArray(fc.constantFrom('desktop' as const, 'seen' as const), { maxLength: 2 }),
      search: fc.array(words, { maxLength: 2 }).map((all) => all.join(' ')),
    },
    { requiredKeys: [] },
  );

  test('the check of a raw line › any event that matches › never rules it out', () => {
    fc.assert(
      fc.property(events, filters, (change, filter) => {
        const line = eventLine(someEvent(change));
        const event = readEventLine(line);
        if (event === null) throw new Error('the event was not read');
        if (matcher(filter)(event)) expect(lineMatcher(filter)(line.trimEnd())).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('an empty list of instances or kinds › matches nothing, a missing one everything', () => {
    expect(matcher({ instances: [] })(someEvent())).toBe(false);
    expect(matcher({ kinds: [] })(someEvent())).toBe(false);
    expect(matcher({})(someEvent({ instance: null, face: null, outcome: null }))).toBe(true);
    expect(matcher({ search: '  ' })(someEvent())).toBe(true);
  });

  test('a period › an operation that overlaps its limits › is found; one outside of them is not', () => {
    const between = (from: string, to: string) =>
      matcher({ from: `2026-11-22T12:00:${from}.000Z`, to: `2026-11-22T12:00:${to}.000Z` })(someEvent());
    expect([between('01', '03'), between('05', '09'), between('00', '00')]).toEqual([true, true, true]);
    expect(between('06', '09')).toBe(false);
    expect(matcher({ to: '2026-11-22T11:59:59.999Z' })(someEvent())).toBe(false);
  });

  test('words › in any order, case and field › all must be found', () => {
    const event = someEvent({ title: 'Flush ACME', detail: '1,204 keys', backup: 'b-7', instance: 'acme' });
    const found = (search: string) => matcher({ search })(event);
    expect(['keys flush', 'FLUSH b-7', 'acme backup', '1,204'].map(found)).toEqual([true, true, true, true]);
    // No match across two fields.
    expect(['acme1,204', 'flush nothing'].map(found)).toEqual([false, false]);
  });
});

/** A home whose log has these files. */
function homeWith(files: Readonly<Record<string, string | Buffer>>): string {
  const home = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(activityFolder(home), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return home;
}

async function backwards(content: string | Buffer): Promise<string[]> {
  const path = join(temporaryFolder(), 'log');
  writeFileSync(path, content);
  const lines: string[] = [];
  for await (const batch of linesBackwards(path)) lines.push(...batch);
  return lines;
}

describe('reading backwards', () => {
  test('lines of any length across the borders of chunks › are whole and in reverse order', async () => {
    const CHUNK = 256 * 1024;
    for (const size of [1, 7, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3]) {
      const lines = ['first', 'ü🐘'.repeat(Math.ceil(size / 6)), 'x'.repeat(size), 'last é'];
      expect(await backwards(`${lines.join('\n')}\n`), String(size)).toEqual([...lines].reverse());
      expect(await backwards(lines.join('\n')), String(size)).toEqual([...lines].reverse());
    }
  });

  test('an empty, a missing and a file of line feeds › have no lines', async () => {
    expect(await backwards('')).toEqual([]);
    expect(await backwards('\n\n\n')).toEqual([]);
    const none: string[] = [];
    for await (const batch of linesBackwards(join(temporaryFolder(), 'none'))) none.push(...batch);
    expect(none).toEqual([]);
  });

  test('megabytes without a line feed › do not fill the memory, and the lines around them are read', async () => {
    const garbage = Buffer.alloc(3 * 1024 * 1024, 0x78);
    const lines = await backwards(Buffer.concat([Buffer.from('first\n'), garbage, Buffer.from('\nlast\n')]));
    expect(lines[0]).toBe('last');
    expect(lines.at(-1)).toBe('first');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(2 * 1024 * 1024);
  });

  test('a folder in place of the file › is an error, not an endless wait', async () => {
    await expect(async () => {
      for await (const _ of linesBackwards(temporaryFolder())) throw new Error('read');
    }).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('finding events', () => {
  const event = (id: string, second: number, change: Partial<ActivityEvent> = {}) => {
    const at = new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString();
    return someEvent({ id, at, finishedAt: at, ...change });
  };
  const text = (...events: readonly ActivityEvent[]) => events.map(eventLine).join('');

  test('pages › any size › together are all events, newest first, each once', async () => {
    const all = Array.from({ length: 23 }, (_, index) => event(`e${index}`, index));
    const home = homeWith({
      '2026-10.jsonl': text(...all.slice(0, 9)),
      '2026-11.jsonl': text(...all.slice(9, 20)),
      '2026-11.001.jsonl': text(...all.slice(20)),
    });
    for (const limit of [1, 2, 5, 22, 23, 24]) {
      const found: string[] = [];
      for (let before: string | undefined; ; before = found.at(-1)) {
        const { items, more } = await findEvents(home, { limit, before });
        found.push(...items.map(({ id }) => id));
        if (!more) break;
      }
      expect(found, String(limit)).toEqual(all.map(({ id }) => id).reverse());
    }
  });

  test('an id inside of a text › is not the place where the next page begins', async () => {
    const tricky = event('e2', 2, { title: '"id":"e1"', detail: 'id e1' });
    const home = homeWith({ '2026-11.jsonl': text(event('e0', 0), event('e1', 1), tricky) });
    expect((await findEvents(home, { limit: 9, before: 'e1' })).items.map(({ id }) => id)).toEqual(['e0']);
    expect((await findEvents(home, { limit: 9, before: 'e2' })).items.map(({ id }) => id)).toEqual(['e1', 'e0']);
  });

  test('a start time › years of older files › are not read', async () => {
    const old = text(...[80, 40, 0].map((days) => event(`o${days}`, -days * 24 * 3600)));
    const home = homeWith({
      '2025-01.jsonl': 'not even JSON\n',
      '2026-10.jsonl': old,
      '2026-11.jsonl': text(event('e', 0)),
    });
    const found = await findEvents(home, { limit: 9, from: '2026-11-22T11:00:00.000Z' });
    expect(found).toMatchObject({ more: false, unreadable: 0 });
    expect(found.items.map(({ id }) => id)).toEqual(['e', 'o0']);
  });

  test('a limit that the events just reach › says whether there are more', async () => {
    const home = homeWith({ '2026-11.jsonl': text(event('a', 1), event('b', 2)) });
    expect(await findEvents(home, { limit: 2 })).toMatchObject({ more: false });
    expect(await findEvents(home, { limit: 1 })).toMatchObject({ more: true });
    expect((await findEvents(home, { limit: 1, kinds: ['flush'] })).items).toEqual([]);
  });
});

describe('log files', () => {
  test('other names in the folder › are neither read nor deleted', async () => {
    const names = [
      '2026-11.jsonl',
      '2026-11.001.jsonl',
      '2026-1.jsonl',
      '2026-11.1.jsonl',
      '2026-11.jsonl.bak',
      'notes.txt',
      'x2026-11.jsonl',
    ];
    const home = homeWith(Object.fromEntries(names.map((name) => [name, 'x'])));
    const shown = async () => (await logFiles(home)).map((path) => path.slice(activityFolder(home).length + 1));
    expect(await shown()).toEqual(['2026-11.001.jsonl', '2026-11.jsonl']);
    await removeOldFiles(home, new Date('2030-01-01T00:00:00Z'));
    expect(await shown()).toEqual([]);
  });

  test('the next file › at the size of a part, in a new month, and after part 999', async () => {
    const part = Buffer.alloc(4 * 1024 * 1024);
    const now = new Date('2026-11-30T23:59:59Z');
    const next = async (files: Record<string, Buffer>, at = now) => {
      const home = homeWith(files);
      return (await fileToAppend(home, at)).slice(activityFolder(home).length + 1);
    };
    expect(await next({})).toBe('2026-11.jsonl');
    expect(await next({ '2026-11.jsonl': part.subarray(1) })).toBe('2026-11.jsonl');
    expect(await next({ '2026-11.jsonl': part })).toBe('2026-11.001.jsonl');
    expect(await next({ '2026-11.jsonl': part, '2026-11.009.jsonl': part })).toBe('2026-11.010.jsonl');
    expect(await next({ '2026-11.999.jsonl': part })).toBe('2026-11.999.jsonl');
    expect(await next({ '2026-11.jsonl': part }, new Date('2026-12-01T00:00:00Z'))).toBe('2026-12.jsonl');
  });

  test('months › of files of a home with hyphens › come from the name of the file', () => {
    expect(monthOf('/home/my-2020-01-user/activity/2026-11.001.jsonl')).toBe('2026-11');
  });

  test('old files › thirteen months › are kept, the month before them is deleted', async () => {
    const home = homeWith({
      '2025-10.jsonl': 'a',
      '2025-11.jsonl': 'a',
      '2025-11.003.jsonl': 'a',
      '2026-11.jsonl': 'a',
    });
    await removeOldFiles(home, new Date('2026-11-30T23:00:00Z'));
    expect((await logFiles(home)).map(monthOf)).toEqual(['2026-11', '2025-11', '2025-11']);
  });

  test('a month of the future, written with a wrong clock › comes after all others', async () => {
    const home = homeWith({ '2026-10.jsonl': 'a', '2026-11.jsonl': 'a', '2031-01.jsonl': 'a' });
    const files = await logFiles(home, new Date('2026-11-30T23:00:00Z'));
    expect(files.map(monthOf)).toEqual(['2026-11', '2026-10', '2031-01']);
  });
});

test('appending › twenty writers at the same time › every line is whole', async () => {
  const path = join(temporaryFolder(), 'a', 'b', 'log');
  const lines = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(index * 7)}\n`);
  await Promise.all(lines.map((line) => appendLine(path, line)));
  const found: string[] = [];
  for await (const batch of linesBackwards(path)) found.push(...batch);
  expect(found.sort()).toEqual(lines.map((line) => line.slice(0, -1)).sort());
});

test('an event of the contract › as the tests make it › is valid', () => {
  expect(activityEvent.parse(someEvent())).toEqual(someEvent());
});
