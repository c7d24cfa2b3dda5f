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

describe('a size', () => {
  it.each([
    ['2147483648', '2gb'],
    ['536870912', '512mb'],
    ['1536', '1536'],
    ['2048', '2kb'],
    ['0', '0'],
    ['banana', 'banana'],
  ])('%s is written %s', (value, text) => expect(memoryText(value)).toBe(text));
});

describe('a value', () => {
  it('is what the file says, else what the server does, else the default', () => {
    expect(currentOf(setting({ file: '5', live: '6' }))).toBe('5');
    expect(currentOf(setting({ live: '6' }))).toBe('6');
    expect(currentOf(setting({}))).toBe('0');
  });

  it('is shown with words for what is not there', () => {
    expect(shownValue(setting({}), null)).toBe('not set');
    expect(shownValue(setting({ kind: 'secret' }), null)).toBe('none');
    expect(shownValue(setting({ kind: 'save' }), '')).toBe('none');
    expect(shownValue(setting({ kind: 'memory' }), '1073741824')).toBe('1gb');
    expect(shownValue(undefined, '1073741824')).toBe('1073741824');
  });

  it('is the same in another way of writing, but never where the letters count', () => {
    expect(sameValue({ kind: 'memory' }, '2gb', '2147483648')).toBe(true);
    expect(sameValue({ kind: 'memory' }, 'banana', 'apple')).toBe(false);
    expect(sameValue({ kind: 'save' }, '900  1', '900 1')).toBe(true);
    expect(sameValue({ kind: 'yesno' }, 'Yes', 'yes')).toBe(true);
    expect(sameValue({ kind: 'secret' }, 'Abc', 'abc')).toBe(false);
  });

  it('differs from the default only where the file says so', () => {
    expect(isNotDefault(setting({ live: '7' }))).toBe(false);
    expect(isNotDefault(setting({ file: '0' }))).toBe(false);
    expect(isNotDefault(setting({ file: '7' }))).toBe(true);
    expect(isNotDefault(setting({ kind: 'secret', default: '', isSet: true }))).toBe(true);
  });
});

describe('a mode of persistence', () => {
  it.each([
    ['no', '900 1', 'rdb'],
    ['yes', '', 'aof'],
    ['YES', '900 1', 'both'],
    ['no', ' ', 'none'],
  ])('of appendonly %s and save "%s" is %s', (aof, save, mode) => expect(modeOf(aof, save)).toBe(mode));
});

describe('what is offered to other instances', () => {
  const port = setting({ name: 'port', file: '7000', default: '6379' });
  const users = setting({ name: 'user', kind: 'lines', isSet: true });
  const folder = setting({ name: 'dir', file: '/x', editable: false });
  const own = setting({ file: '7' });
  const plain = setting({ name: 'hz', title: 'Ticks', default: '10', file: '10' });
  const all = [port, users, folder, own, plain];

  it('leaves out what is an instance’s own', () => {
    expect([port, users, folder].map(isCopyable)).toEqual([false, false, false]);
    expect(offered(all, true, '')).toEqual([own, plain]);
  });

  it('is at first what was decided here, and what is sought by name or title', () => {
    expect(offered(all, false, '')).toEqual([own]);
    expect(offered(all, true, 'tick')).toEqual([plain]);
    expect(offered(all, true, 'TIME idle')).toEqual([own]);
    expect(offered(all, true, 'nothing')).toEqual([]);
  });
});
