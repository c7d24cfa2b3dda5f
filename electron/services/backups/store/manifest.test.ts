import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { asManifest } from './backup-folder.ts';
import { formatInfo, type Manifest, readInfo } from './manifest.ts';

const own = asManifest(
  someBackup('one', '2026-11-20T10:00:00.000Z', {
    sizeBytes: 5,
    databases: [{ index: 0, keys: 7, expires: 2 }],
    proofs: [goodVerification],
    settings: { port: '6380', maxmemory: '2gb', save: '900 1' },
  }),
);

/** The file of a manifest after a change of its JSON. */
function changed(change: (json: Record<string, unknown> & { vrooli: Record<string, unknown> }) => void): string {
  const json = JSON.parse(formatInfo('one', own));
  change(json);
  return JSON.stringify(json);
}

describe('manifest › own files', () => {
  test('written and read › are equal', () => {
    expect(readInfo(formatInfo('one', own))).toEqual({ form: 'ours', manifest: own });
  });

  test('any note and any setting › survive', () => {
    const settings = fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), fc.string());
    fc.assert(
      fc.property(fc.option(fc.string({ unit: 'grapheme' })), settings, (note, given) => {
        const manifest: Manifest = { ...own, note, settings: given };
        expect(readInfo(formatInfo('one', manifest))).toEqual({ form: 'ours', manifest });
      }),
    );
  });

  test('a byte order mark of an editor › is ignored', () => {
    expect(readInfo(`\uFEFF${formatInfo('one', own)}`)).toMatchObject({ form: 'ours' });
  });

  test('a manifest from before `contents` › has none', () => {
    const text = changed(({ vrooli }) => delete vrooli.contents);
    expect(readInfo(text)).toMatchObject({ form: 'ours', manifest: { contents: null } });
  });

  test('unknown fields of a newer version › are no damage', () => {
    expect(readInfo(changed(({ vrooli }) => Object.assign(vrooli, { future: 1 })))).toMatchObject({ form: 'ours' });
  });

  test.each([
    ['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-19T10:00:00.000Z', '2026-11-19T10:00:00.000Z'],
    ['2026-11-20T09:00:00+02:00', '2026-11-20T07:00:00.000Z'],
    ['2026-11-25T10:00:00.000Z', '2026-11-20T10:00:00.000Z'],
    ['yesterday', '2026-11-20T10:00:00.000Z'],
  ])('the second time is %s › the earlier one applies: %s', (created, expected) => {
    const text = changed((json) => Object.assign(json, { created }));
    expect(readInfo(text)).toMatchObject({ manifest: { createdAt: expected } });
  });

  test.each<[string, (vrooli: Record<string, unknown>) => void]>([
    ['another format', (vrooli) => Object.assign(vrooli, { format: 2 })],
    ['an unknown kind', (vrooli) => Object.assign(vrooli, { kind: 'clone' })],
    ['a size as text', (vrooli) => Object.assign(vrooli, { sizeBytes: '5' })],
    ['a time without a zone', (vrooli) => Object.assign(vrooli, { createdAt: '2026-11-20 10:00' })],
    ['no list of verifications', (vrooli) => delete vrooli.proofs],
    ['databases that are no list', (vrooli) => Object.assign(vrooli, { databases: {} })],
  ])('%s › unreadable, not a file of the older scripts', (_, change) => {
    expect(readInfo(changed(({ vrooli }) => change(vrooli)))).toEqual({ form: 'unreadable' });
  });

  test('cut at every byte › never read as complete, and never an error', () => {
    const text = formatInfo('one', own).trimEnd();
    for (let cut = 0; cut < text.length; cut++)
      expect(readInfo(text.slice(0, cut)), `${cut}`).toEqual({ form: 'unreadable' });
  });

  test('any text › never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) =>
        ['ours', 'scripts', 'unreadable'].includes(readInfo(text).form),
      ),
    );
  });
});

describe('manifest › files of the older scripts', () => {
  test('time and version › are read', () => {
    const text =
      '{"name":"one","created":"2026-11-20T12:00:00+02:00","redis_version":"7.0.15","redis_config":{"port":6380}}';
    expect(readInfo(text)).toEqual({ form: 'scripts', createdAt: '2026-11-20T10:00:00.000Z', redisVersion: '7.0.15' });
  });

  test.each([
    ['{}', null, null],
    ['{"created":"soon","redis_version":"unknown"}', null, null],
    ['{"redis_version":null}', null, null],
    ['{"redis_version":"7.2.4-alpine"}', null, '7.2.4'],
  ])('%s › what it has', (text, createdAt, redisVersion) => {
    expect(readInfo(text)).toEqual({ form: 'scripts', createdAt, redisVersion });
  });

  test.each(['', 'null', '[]', '7', '"text"', '{"name":7}', '{"vrooli":{}}', '{"vrooli":null}'])(
    '%s › unreadable',
    (text) => {
      expect(readInfo(text)).toEqual({ form: 'unreadable' });
    },
  );

  test.each([
    [{ appendonly: 'yes', save: '900 1' }, 'both'],
    [{ appendonly: 'yes', save: '' }, 'aof'],
    [{ appendonly: 'no', save: '900 1' }, 'rdb'],
    [{ save: '' }, 'none'],
    [{}, 'none'],
  ] as const)('settings %j › are described as %s for the scripts', (settings, persistence) => {
    expect(JSON.parse(formatInfo('one', { ...own, settings })).redis_config.persistence).toBe(persistence);
  });
});
