import { beforeEach, describe, expect, it } from 'vitest';
import { discardDraft, draftOf, EMPTY, leaveOut, setDraft, want, wishOf } from './draft.ts';

const FILE = 'maxmemory 2gb\n';

describe('a draft', () => {
  beforeEach(() => discardDraft('main'));

  it('of nothing is no wish', () => {
    expect(draftOf('main')).toBe(EMPTY);
    expect(wishOf(EMPTY, FILE)).toBeNull();
  });

  it('gathers what is typed, and forgets what is typed back', () => {
    want('main', { maxmemory: '1gb', timeout: '5' });
    want('main', { timeout: undefined });
    expect(wishOf(draftOf('main'), FILE)).toEqual({ kind: 'changes', changes: { maxmemory: '1gb' } });
  });

  it('leaves a line out of the plan until it is typed again', () => {
    want('main', { maxmemory: '1gb', timeout: '5' });
    leaveOut('main', 'timeout', true);
    expect(wishOf(draftOf('main'), FILE)).toEqual({ kind: 'changes', changes: { maxmemory: '1gb' } });
    want('main', { timeout: '6' });
    expect(wishOf(draftOf('main'), FILE)).toEqual({ kind: 'changes', changes: { maxmemory: '1gb', timeout: '6' } });
    leaveOut('main', 'timeout', true);
    leaveOut('main', 'maxmemory', true);
    expect(wishOf(draftOf('main'), FILE)).toBeNull();
  });

  it('of a text is one only where it differs from the file, and takes no fields', () => {
    setDraft('main', { kind: 'text', text: FILE });
    expect(wishOf(draftOf('main'), FILE)).toBeNull();
    want('main', { maxmemory: '1gb' });
    expect(draftOf('main')).toEqual({ kind: 'text', text: FILE });
    setDraft('main', { kind: 'text', text: 'timeout 5\n' });
    expect(wishOf(draftOf('main'), FILE)).toEqual({ kind: 'text', text: 'timeout 5\n' });
  });

  it('that came ready is planned without what was left out; taking back is all or nothing', () => {
    const copy = { kind: 'copy', from: 'acme', directives: ['timeout', 'maxmemory'] } as const;
    const wish = { ...copy, directives: [...copy.directives] };
    setDraft('main', { kind: 'ready', wish, about: '', leftOut: [] });
    leaveOut('main', 'timeout', true);
    expect(wishOf(draftOf('main'), FILE)).toEqual({ kind: 'copy', from: 'acme', directives: ['maxmemory'] });
    setDraft('main', { kind: 'ready', wish: { kind: 'revert', entry: 'e' }, about: '', leftOut: ['timeout'] });
    expect(wishOf(draftOf('main'), FILE)).toEqual({ kind: 'revert', entry: 'e' });
  });

  it('of one instance is not that of another', () => {
    want('acme', { timeout: '5' });
    expect(draftOf('main')).toBe(EMPTY);
    discardDraft('acme');
    expect(draftOf('acme')).toBe(EMPTY);
  });
});
