import { beforeEach, describe, expect, it } from 'vitest';
import { discardDraft, draftOf, EMPTY, leaveOut, requestOf, setDraft, want } from './draft.ts';

const FILE = 'maxmemory 2gb\n';

describe('draft', () => {
  beforeEach(() => discardDraft('main'));

  it('no changes › yields no request', () => {
    expect(draftOf('main')).toBe(EMPTY);
    expect(requestOf(EMPTY, FILE)).toBeNull();
  });

  it('changed values › are collected, reset ones are dropped', () => {
    want('main', { maxmemory: '1gb', timeout: '5' });
    want('main', { timeout: undefined });
    expect(requestOf(draftOf('main'), FILE)).toEqual({ kind: 'changes', changes: { maxmemory: '1gb' } });
  });

  it('an excluded directive › returns to the plan when it changes again', () => {
    want('main', { maxmemory: '1gb', timeout: '5' });
    leaveOut('main', 'timeout', true);
    expect(requestOf(draftOf('main'), FILE)).toEqual({ kind: 'changes', changes: { maxmemory: '1gb' } });
    want('main', { timeout: '6' });
    expect(requestOf(draftOf('main'), FILE)).toEqual({ kind: 'changes', changes: { maxmemory: '1gb', timeout: '6' } });
    leaveOut('main', 'timeout', true);
    leaveOut('main', 'maxmemory', true);
    expect(requestOf(draftOf('main'), FILE)).toBeNull();
  });

  it('text › yields a request only if it differs from the file, and ignores form values', () => {
    setDraft('main', { kind: 'text', text: FILE });
    expect(requestOf(draftOf('main'), FILE)).toBeNull();
    want('main', { maxmemory: '1gb' });
    expect(draftOf('main')).toEqual({ kind: 'text', text: FILE });
    setDraft('main', { kind: 'text', text: 'timeout 5\n' });
    expect(requestOf(draftOf('main'), FILE)).toEqual({ kind: 'text', text: 'timeout 5\n' });
  });

  it('a prepared request › drops excluded directives, but a revert stays complete', () => {
    const copy = { kind: 'copy', from: 'acme', directives: ['timeout', 'maxmemory'] } as const;
    const request = { ...copy, directives: [...copy.directives] };
    setDraft('main', { kind: 'ready', request, about: '', leftOut: [] });
    leaveOut('main', 'timeout', true);
    expect(requestOf(draftOf('main'), FILE)).toEqual({ kind: 'copy', from: 'acme', directives: ['maxmemory'] });
    setDraft('main', { kind: 'ready', request: { kind: 'revert', entry: 'e' }, about: '', leftOut: ['timeout'] });
    expect(requestOf(draftOf('main'), FILE)).toEqual({ kind: 'revert', entry: 'e' });
  });

  it('two instances › have separate drafts', () => {
    want('acme', { timeout: '5' });
    expect(draftOf('main')).toBe(EMPTY);
    discardDraft('acme');
    expect(draftOf('acme')).toBe(EMPTY);
  });
});

describe('draft of an instance named like a member of every object', () => {
  it('draft › no changes, then one, then discarded › as for every instance', () => {
    expect(draftOf('constructor')).toBe(EMPTY);
    want('constructor', { timeout: '5' });
    expect(requestOf(draftOf('constructor'), FILE)).toEqual({ kind: 'changes', changes: { timeout: '5' } });
    discardDraft('constructor');
    expect(draftOf('constructor')).toBe(EMPTY);
  });
});
