import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIN_CONTAINER_BYTES } from '../../../shared/contract/names.ts';
import { byBeginning, idsOf, shortId } from './by-beginning.ts';
import { containerChoices } from './container-flags.ts';
import { decimal, either, idBeginning, listOf, matching, oneOf, text, wholeNumber } from './flag-values.ts';
import { instanceOf, nameOf } from './instance-of.ts';
import { activityKindsOf, backupKindOf } from './kind-flag.ts';

const refused = (field: string) =>
  expect.objectContaining({ code: 'BAD_VALUE', data: expect.objectContaining({ field }) });

describe('values of flags', () => {
  test('a whole number › within its bounds, in decimal digits only', () => {
    const { read, expected } = wholeNumber('N', 1, 100);
    expect(['1', '100', '007'].map(read)).toEqual([1, 100, 7]);
    for (const given of ['0', '101', '', ' 1', '1 ', '+1', '-1', '1.0', '1e2', '0x10', '١', '1'.repeat(16), 'NaN'])
      expect(read(given), given).toBeNull();
    expect(expected).toContain('1 to 100');
  });

  test('a decimal › with a point and up to nine places', () => {
    const { read } = decimal('N', 'hours', 0.1, 720);
    expect(['0.1', '720', '1.5'].map(read)).toEqual([0.1, 720, 1.5]);
    for (const given of ['0.09', '720.1', '.5', '1.', '1,5', '1e1', '-1', 'Infinity', '1.0000000001'])
      expect(read(given), given).toBeNull();
  });

  test('a choice › exactly as written, and no name of Object', () => {
    const { read, expected, shown } = oneOf('text', 'csv', 'jsonl');
    expect([read('csv'), read('CSV'), read(''), read('constructor')]).toEqual(['csv', null, null, null]);
    expect([expected, shown]).toEqual(['text, csv or jsonl', 'text|csv|jsonl']);
    expect(oneOf('yes').expected).toBe('yes');
  });

  test('a list › in any case, every word must be known', () => {
    const { read } = listOf('KIND', ['backup', 'flush']);
    expect([
      read('Backup,flush'),
      read('flush'),
      read('backup,'),
      read(''),
      read('backup flush'),
      read('x,flush'),
    ]).toEqual([['backup', 'flush'], ['flush'], null, null, null, null]);
  });

  test('text › without control characters, and no longer than its limit', () => {
    const { read } = text('PATH', 'a path', 5);
    expect([read('a b'), read('äöü🐘'), read('')]).toEqual(['a b', 'äöü🐘', null]);
    for (const given of ['a\nb', 'a\0', '\u001b', '\u007f', '123456'])
      expect(read(given), JSON.stringify(given)).toBeNull();
  });

  test('the beginning of an id › at least four letters of it', () => {
    const { read } = idBeginning('a schedule');
    expect(
      ['1a2b', '1a2b3c4d-0000', 'abcdef01-2345-6789-abcd-ef0123456789'].map((given) => read(given) !== null),
    ).toEqual([true, true, true]);
    expect(['1a2', '-1a2', '1A2B', 'xyz1', '1a2b '.trimStart(), 'a'.repeat(37)].map(read)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('either of two › the first that accepts it', () => {
    const { read, shown } = either(oneOf('auto'), wholeNumber('N', 0, 9));
    expect([read('auto'), read('7'), read('0'), read('x')]).toEqual(['auto', 7, 0, null]);
    expect(shown).toBe('auto|N');
    expect(matching('X', /^x+$/, 'x').read('xx')).toBe('xx');
  });

  test('any text for any reader › a value or null, never an exception', () => {
    const readers = [
      wholeNumber('N', 0, 10),
      decimal('N', 's', 0, 10),
      oneOf('a', 'b'),
      listOf('L', ['a']),
      text('T', 't', 10),
      idBeginning('x'),
    ];
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...readers),
        (given, { read }) => read(given) === null || read(given) !== undefined,
      ),
    );
  });
});

describe('one of several by the beginning of its id', () => {
  const all = [{ id: 'aaaa1111-x' }, { id: 'aaaa2222-x' }, { id: 'bbbb3333-x' }];
  const find = (given: string, among = all) => byBeginning(among, { flag: '--schedule', given, what: 'schedule' });

  test('one, none and several › found, not found, and ambiguous with the candidates', () => {
    expect(find('bbbb').id).toBe('bbbb3333-x');
    expect(find('aaaa1').id).toBe('aaaa1111-x');
    expect(() => find('cccc')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('bbbb3333') }),
    );
    expect(() => find('aaaa')).toThrow(refused('--schedule'));
    expect(() => find('aaaa', [])).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  test('very many › the first twelve and how many more', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ id: `${String(index).padStart(8, '0')}-x` }));
    expect(idsOf(many).split(', ')).toHaveLength(13);
    expect(idsOf(many)).toContain('8');
    expect(shortId('12345678-9')).toBe('12345678');
  });
});

describe('flags of an instance', () => {
  test('two names of one flag › may agree, not disagree', () => {
    expect([
      instanceOf({}),
      instanceOf({ instance: 'a' }),
      instanceOf({ 'client-id': 'b' }),
      instanceOf({ instance: 'a', 'client-id': 'a' }),
    ]).toEqual(['main', 'a', 'b', 'a']);
    expect(() => instanceOf({ instance: 'a', 'client-id': 'b' })).toThrow(refused('--client-id'));
    expect(nameOf('main')).not.toContain('main');
    expect(nameOf('acme')).toContain('acme');
  });

  test('the memory of a container › by itself, none, or at least its minimum', () => {
    const memory = (given: string) => containerChoices({ 'container-memory': given }).memoryBytes;
    expect([memory('auto'), memory('none'), memory(String(MIN_CONTAINER_BYTES))]).toEqual([
      null,
      0,
      MIN_CONTAINER_BYTES,
    ]);
    for (const given of [String(MIN_CONTAINER_BYTES - 1), '0', '-1', 'lots', '1.5gb', ''])
      expect(() => memory(given), given).toThrow(refused('--container-memory'));
    expect(containerChoices({})).toEqual({ memoryBytes: undefined, outgoing: undefined });
    expect(containerChoices({ 'container-outgoing': 'closed' }).outgoing).toBe(false);
  });

  test('kinds › one of a backup, several of the activity, each once', () => {
    expect([backupKindOf(undefined), backupKindOf('archive'), activityKindsOf('flush,backup,flush')]).toEqual([
      undefined,
      'archive',
      ['flush', 'backup'],
    ]);
    expect(() => backupKindOf('tar')).toThrow(refused('--kind'));
    const long = 'x'.repeat(500);
    expect(() => activityKindsOf(long)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(long) }),
    );
  });
});
