import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asContents, choiceNeeded, chooseData } from './choose-data.ts';
import type { ArchiveSettings, Candidate } from './scan-archive.ts';

function candidate(
  form: Candidate['form'],
  path: string,
  ageHours: number | null = 0,
  keys: number | null = null,
): Candidate {
  const modifiedAt =
    ageHours === null ? null : new Date(Date.UTC(2026, 10, 20, 10) - ageHours * 3600_000).toISOString();
  return { form, path, keys, sizeBytes: 100, modifiedAt, content: null, warnings: [] };
}

const dump = candidate('rdb', 'data/dump.rdb', 1, 7);
const aof = candidate('aof', 'data/appendonlydir/appendonly.aof.manifest', 0);
const conf = (change: Partial<ArchiveSettings>): ArchiveSettings => ({
  ...{ appendonly: null, rdbName: null, aofName: null, databases: null },
  ...change,
});
const decide = (...args: Parameters<typeof chooseData>) => {
  const decision = chooseData(...args);
  return decision && `${decision.chosen.path} by ${decision.decidedBy}`;
};

describe('data of a file › without a question', () => {
  test('one data set › that one, whatever redis.conf says', () => {
    expect(decide([dump], conf({ appendonly: true }), null)).toBe('data/dump.rdb by only');
  });

  test.each([
    [true, `${aof.path} by redis.conf`],
    [false, 'data/dump.rdb by redis.conf'],
    [null, `${aof.path} by dates`],
  ])('dump and AOF, appendonly %s › %s', (appendonly, expected) => {
    expect(decide([dump, aof], conf({ appendonly }), null)).toBe(expected);
  });

  test('no redis.conf › the newest', () => {
    expect(decide([dump, aof], null, null)).toBe(`${aof.path} by dates`);
    expect(decide([{ ...aof, modifiedAt: '2026-01-01T00:00:00.000Z' }, dump], null, null)).toBe(
      'data/dump.rdb by dates',
    );
  });

  test('parts of an AOF without its manifest › none of them by its age or as the only one of its form', () => {
    const base = candidate('rdb', 'aof/a.aof.1.base.rdb', 3, 7);
    const increment = candidate('aof', 'aof/a.aof.1.incr.aof', 0);
    expect(decide([base, increment], null, null)).toBeNull();
    expect(decide([base, increment, dump], conf({ appendonly: true }), null)).toBeNull();
    expect(decide([base, increment, dump], conf({ appendonly: false }), null)).toBe(`${dump.path} by redis.conf`);
    expect(decide([base, increment], null, base.path)).toBe(`${base.path} by choice`);
    expect(choiceNeeded('x.tar', [base, increment]).message).toContain(
      'aof/a.aof.1.incr.aof (cannot be loaded), among them parts of an AOF without the manifest that lists them.',
    );
  });

  test('two dumps › the one that redis.conf names', () => {
    const other = candidate('rdb', 'data/old.rdb');
    expect(decide([other, dump], conf({ appendonly: false }), null)).toBe('data/dump.rdb by redis.conf');
    expect(decide([other, dump], conf({ appendonly: false, rdbName: 'old.rdb' }), null)).toBe(
      'data/old.rdb by redis.conf',
    );
  });

  test('redis.conf names a file that the archive does not have › the only one of that form', () => {
    expect(decide([dump, aof], conf({ appendonly: false, rdbName: 'gone.rdb' }), null)).toBe(
      'data/dump.rdb by redis.conf',
    );
  });
});

describe('data of a file › that must be asked', () => {
  test.each<[string, readonly Candidate[]]>([
    ['both of one time', [dump, { ...aof, modifiedAt: dump.modifiedAt }]],
    [
      'two seconds apart',
      [dump, { ...aof, modifiedAt: new Date(Date.parse(dump.modifiedAt ?? '') + 2000).toISOString() }],
    ],
    ['one without a time', [dump, candidate('aof', 'a.aof', null)]],
  ])('%s › null', (_, candidates) => {
    expect(chooseData(candidates, null, null)).toBeNull();
  });

  test('two AOFs of another name than redis.conf has › null, if their times do not differ', () => {
    const both = [candidate('aof', 'a/x.aof'), candidate('aof', 'b/y.aof')];
    expect(chooseData(both, conf({ appendonly: true }), null)).toBeNull();
  });

  test('the question › names every data set with its keys and its path', () => {
    const error = choiceNeeded('backup.tar.gz', [dump, { ...aof, keys: 1234 }, candidate('aof', 'broken.aof')]);
    expect(error.code).toBe('CHOICE_NEEDED');
    expect(error.message).toContain(
      `data/dump.rdb (7 keys) and ${aof.path} (1,234 keys) and broken.aof (cannot be loaded)`,
    );
    expect(error.data.found).toEqual([
      { form: 'rdb', path: dump.path, keys: 7, sizeBytes: 100, modifiedAt: dump.modifiedAt },
      { form: 'aof', path: aof.path, keys: 1234, sizeBytes: 100, modifiedAt: aof.modifiedAt },
      expect.objectContaining({ path: 'broken.aof', keys: null }),
    ]);
  });
});

describe('data of a file › a choice', () => {
  test.each([
    ['rdb', 'data/dump.rdb by choice'],
    ['aof', `${aof.path} by choice`],
    ['data/dump.rdb', 'data/dump.rdb by choice'],
    ['./data/dump.rdb', 'data/dump.rdb by choice'],
    ['/data/dump.rdb', 'data/dump.rdb by choice'],
  ])('%s › %s, against redis.conf and dates', (choice, expected) => {
    expect(decide([dump, aof], conf({ appendonly: true }), choice)).toBe(expected);
  });

  test.each(['json', 'data/other.rdb', 'dump.rdb', '../data/dump.rdb'])(
    '%s › BAD_VALUE with the possible ones',
    (choice) => {
      expect(() => chooseData([dump, aof], null, choice)).toThrow(
        `The file contains no data set "${choice}". Choose one of data/dump.rdb, ${aof.path}.`,
      );
    },
  );

  test('a form that occurs twice › must be a path', () => {
    const other = candidate('rdb', 'old.rdb');
    expect(() => chooseData([dump, other], null, 'rdb')).toThrow('no data set "rdb"');
    expect(decide([dump, other], null, 'old.rdb')).toBe('old.rdb by choice');
  });

  test('any path of a data set › chooses exactly that one', () => {
    const path = fc.stringMatching(/^[a-z]{1,4}(\/[a-z]{1,4}){0,2}\.(rdb|aof)$/);
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 5 }), fc.nat(), (paths, pick) => {
        const all = paths.map((one) => candidate(one.endsWith('rdb') ? 'rdb' : 'aof', one));
        const chosen = paths[pick % paths.length] ?? '';
        expect(chooseData(all, null, chosen)?.chosen.path).toBe(chosen);
      }),
    );
  });
});

test('record of a decision › has the chosen data set, all found ones, and the warnings', () => {
  const chosen = { ...dump, warnings: ['Read this.'] };
  expect(asContents(chosen, 'choice', [chosen, aof])).toMatchObject({
    form: 'rdb',
    path: 'data/dump.rdb',
    decidedBy: 'choice',
    found: [{ path: 'data/dump.rdb' }, { path: aof.path }],
    warnings: ['Read this.'],
  });
});
