import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SettingsPlan } from '../../../../shared/contract/settings.ts';
import { planRevert } from '../plan/plan-revert.ts';
import * as formWords from '../words/form.ts';
import { type Draft, discardDraft, draftOf, EMPTY, leaveOut, requestOf, setDraft, want } from './draft.ts';
import { configLine } from './terminal-config.ts';

beforeEach(() => discardDraft('main'));
afterEach(() => {
  discardDraft('main');
  discardDraft('acme');
});

const ready = (directives: string[], leftOut: string[] = []): Draft => ({
  ...{ kind: 'ready', about: '', leftOut },
  request: { kind: 'copy', from: 'acme', directives },
});

describe('form draft', () => {
  test('want › the value is reset › nothing is requested', () => {
    want('main', { timeout: '5' });
    want('main', { timeout: undefined });
    expect(requestOf(draftOf('main'), '')).toBeNull();
  });

  test('want › null › removes the directive, which is a change', () => {
    want('main', { timeout: null });
    expect(requestOf(draftOf('main'), '')).toEqual({ kind: 'changes', changes: { timeout: null } });
  });

  test('want › an empty text › is a value', () => {
    want('main', { save: '' });
    expect(requestOf(draftOf('main'), '')).toEqual({ kind: 'changes', changes: { save: '' } });
  });

  test('drafts › two instances › do not mix', () => {
    want('main', { timeout: '5' });
    expect(draftOf('acme')).toBe(EMPTY);
    discardDraft('acme');
    expect(requestOf(draftOf('main'), '')).not.toBeNull();
  });

  test('leave out › then change again › is in the plan again', () => {
    want('main', { timeout: '5', databases: '4' });
    leaveOut('main', 'timeout', true);
    leaveOut('main', 'timeout', true);
    expect(requestOf(draftOf('main'), '')).toEqual({ kind: 'changes', changes: { databases: '4' } });
    want('main', { timeout: '6' });
    expect(requestOf(draftOf('main'), '')).toMatchObject({ changes: { timeout: '6' } });
  });

  test('leave out › every directive › nothing is requested, and nothing is forgotten', () => {
    want('main', { timeout: '5' });
    leaveOut('main', 'timeout', true);
    expect(requestOf(draftOf('main'), '')).toBeNull();
    leaveOut('main', 'timeout', false);
    expect(requestOf(draftOf('main'), '')).toEqual({ kind: 'changes', changes: { timeout: '5' } });
  });

  test('a value that was left out is reset › does not stay left out when it returns', () => {
    want('main', { timeout: '5', databases: '4' });
    leaveOut('main', 'timeout', true);
    want('main', { timeout: undefined });
    want('main', { timeout: '7' });
    expect(requestOf(draftOf('main'), '')).toMatchObject({ changes: { timeout: '7' } });
  });
});

describe('text and ready drafts', () => {
  test('text › as the file › no request; a space more › one', () => {
    expect(requestOf({ kind: 'text', text: 'a\n' }, 'a\n')).toBeNull();
    expect(requestOf({ kind: 'text', text: 'a \n' }, 'a\n')).toEqual({ kind: 'text', text: 'a \n' });
    expect(requestOf({ kind: 'text', text: '' }, 'a\n')).toEqual({ kind: 'text', text: '' });
  });

  test('text › a change of the form or a directive to leave out › is ignored, as it would be lost in the text', () => {
    setDraft('main', { kind: 'text', text: 'x' });
    want('main', { timeout: '5' });
    leaveOut('main', 'timeout', true);
    expect(draftOf('main')).toEqual({ kind: 'text', text: 'x' });
  });

  test('ready › some directives left out › the others; all › no request', () => {
    expect(requestOf(ready(['a', 'b'], ['a']), '')).toEqual({ kind: 'copy', from: 'acme', directives: ['b'] });
    expect(requestOf(ready(['a'], ['a']), '')).toBeNull();
  });

  test('revert › cannot be taken in parts › whole', () => {
    planRevert({ id: 'h1', at: '2026-11-19T12:00:00.000Z', instance: 'main' } as Parameters<typeof planRevert>[0]);
    leaveOut('main', 'timeout', true);
    expect(requestOf(draftOf('main'), '')).toEqual({ kind: 'revert', entry: 'h1' });
  });
});

describe('configLine', () => {
  const settings = new Map([
    ['maxmemory', { kind: 'memory' }],
    ['requirepass', { kind: 'secret' }],
    ['save', { kind: 'save' }],
  ]);
  const form = (values: Record<string, string | null>, leftOut: string[] = []): Draft => ({
    kind: 'form',
    values,
    leftOut,
  });
  const line = (draft: Draft, plan: SettingsPlan | null = null, id = 'main') => configLine(id, draft, plan, settings);

  test('line › a password › never contains it, and says where it is read from', () => {
    const { line: text, hint } = line(form({ requirepass: 'pa55word' }));
    expect(text).not.toContain('pa55word');
    expect(text).toContain('--set requirepass=-');
    expect(hint).toBe(formWords.passwordFromStandardInput);
  });

  test('line › a password is removed › an empty value, without a hint', () => {
    const { line: text, hint } = line(form({ requirepass: null }));
    expect(text).toContain('--set requirepass=');
    expect(text).not.toContain('requirepass=-');
    expect(hint).toBeNull();
  });

  test('line › values with spaces, and memory › quoted, and in a readable unit', () => {
    expect(line(form({ save: '900 1', maxmemory: '1073741824' })).line).toBe(
      "manage.sh --action config --set 'save=900 1' --set maxmemory=1gb",
    );
  });

  test('line › another instance, values left out › its flag, and only what is planned', () => {
    expect(line(form({ timeout: '5', databases: '4' }, ['timeout']), null, 'acme').line).toBe(
      'manage.sh --action config --instance acme --set databases=4',
    );
  });

  test('line › a text › none, with the reason', () => {
    expect(line({ kind: 'text', text: 'x' })).toEqual({ line: null, hint: formWords.noCliEquivalent });
  });

  test('line › a ready request › what its plan changes; nothing before the plan', () => {
    const plan = { changes: [{ directive: 'timeout', to: '5' }] } as unknown as SettingsPlan;
    expect(line(ready(['timeout']), plan).line).toContain('--set timeout=5');
    expect(line(ready(['timeout'])).line).toBe('manage.sh --action config');
  });
});
