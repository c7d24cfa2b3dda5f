import { describe, expect, it } from 'vitest';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { memoryText } from '../../../../shared/memory.ts';
import { isCopyable, offered } from '../compare/copyable.ts';
import { currentOf, isNotDefault, modeOf, sameValue, shownValue } from './values.ts';

function setting(changes: Partial<Setting>): Setting {
  return {
    name: 'timeout',
    group: 'Network',
    title: 'Idle time-out',
    description: '',
    kind: 'integer',
    unit: 's',
    options: null,
    least: 0,
    most: null,
    how: 'live',
    default: '0',
    file: null,
    live: null,
    isSet: false,
    pending: false,
    editable: true,
    reason: null,
    ...changes,
  };
}

describe('memoryText', () => {
  it.each([
    ['2147483648', '2gb'],
    ['536870912', '512mb'],
    ['1536', '1536'],
    ['2048', '2kb'],
    ['0', '0'],
    ['banana', 'banana'],
  ])('%s › is formatted as %s', (value, text) => expect(memoryText(value)).toBe(text));
});

describe('values', () => {
  it('currentOf › prefers file, then live, then default', () => {
    expect(currentOf(setting({ file: '5', live: '6' }))).toBe('5');
    expect(currentOf(setting({ live: '6' }))).toBe('6');
    expect(currentOf(setting({}))).toBe('0');
  });

  it('shownValue › missing or empty values › are described in words', () => {
    expect(shownValue(setting({}), null)).toBe('not set');
    expect(shownValue(setting({ kind: 'secret' }), null)).toBe('none');
    expect(shownValue(setting({ kind: 'save' }), '')).toBe('none');
    expect(shownValue(setting({ kind: 'memory' }), '1073741824')).toBe('1gb');
    expect(shownValue(undefined, '1073741824')).toBe('1073741824');
  });

  it('sameValue › another notation › is equal unless the kind is case-sensitive', () => {
    expect(sameValue({ kind: 'memory' }, '2gb', '2147483648')).toBe(true);
    expect(sameValue({ kind: 'memory' }, 'banana', 'apple')).toBe(false);
    expect(sameValue({ kind: 'save' }, '900  1', '900 1')).toBe(true);
    expect(sameValue({ kind: 'yesno' }, 'Yes', 'yes')).toBe(true);
    expect(sameValue({ kind: 'secret' }, 'Abc', 'abc')).toBe(false);
  });

  it('isNotDefault › only a different value in the file › counts', () => {
    expect(isNotDefault(setting({ live: '7' }))).toBe(false);
    expect(isNotDefault(setting({ file: '0' }))).toBe(false);
    expect(isNotDefault(setting({ file: '7' }))).toBe(true);
    expect(isNotDefault(setting({ kind: 'secret', default: '', isSet: true }))).toBe(true);
  });
});

describe('modeOf', () => {
  it.each([
    ['no', '900 1', 'rdb'],
    ['yes', '', 'aof'],
    ['YES', '900 1', 'both'],
    ['no', ' ', 'none'],
  ])('appendonly %s, save "%s" › is %s', (aof, save, mode) => expect(modeOf(aof, save)).toBe(mode));
});

describe('offered', () => {
  const port = setting({ name: 'port', file: '7000', default: '6379' });
  const users = setting({ name: 'user', kind: 'lines', isSet: true });
  const folder = setting({ name: 'dir', file: '/x', editable: false });
  const own = setting({ file: '7' });
  const plain = setting({ name: 'hz', title: 'Ticks', default: '10', file: '10' });
  const all = [port, users, folder, own, plain];

  it('addresses, paths and text-only lines › are not copyable', () => {
    expect([port, users, folder].map(isCopyable)).toEqual([false, false, false]);
    expect(offered(all, true, '')).toEqual([own, plain]);
  });

  it('settings to copy › are the modified ones, filtered by name or title', () => {
    expect(offered(all, false, '')).toEqual([own]);
    expect(offered(all, true, 'tick')).toEqual([plain]);
    expect(offered(all, true, 'TIME idle')).toEqual([own]);
    expect(offered(all, true, 'nothing')).toEqual([]);
  });
});
