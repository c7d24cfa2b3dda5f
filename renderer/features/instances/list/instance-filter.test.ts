import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { someOperation } from '../../../../test/support/some-operations.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { outcomeOf } from '../page/outcome.ts';
import * as pageWords from '../words/page.ts';
import { filteredInstances, needsAttention, problemsFirst } from './instance-filter.ts';

const problem = { code: 'CRASHED', message: '', fix: null, since: null } as const;
const memory = (usedBytes: number | null, limitBytes: number | null) => ({
  memory: { usedBytes, peakBytes: usedBytes, limitBytes },
});

describe('needsAttention', () => {
  test.each([
    ['80 % of the limit', memory(80, 100), true],
    ['just below 80 %', memory(79, 100), false],
    ['no limit', memory(1e12, null), false],
    ['stopped, so its memory is unknown', { ...memory(null, 100), state: 'stopped' as const }, false],
    ['unhealthy', { state: 'unhealthy' as const }, true],
    ['stopped by a crash', { state: 'stopped' as const, problem }, true],
  ])('attention › %s › %s', (_, change, expected) => expect(needsAttention(someStatus('a', change))).toBe(expected));
});

describe('filteredInstances', () => {
  const all = [
    someStatus('main', { port: 6380, version: '7.0.15' }),
    someStatus('acme-shop', { port: 6381, state: 'stopped' }),
    someStatus('beta', { port: 6382, ...memory(90, 100) }),
  ];
  const found = (text: string, filter: Parameters<typeof filteredInstances>[2] = 'all') =>
    filteredInstances(all, text, filter).map(({ id }) => id);

  test.each([
    ['', ['main', 'acme-shop', 'beta']],
    ['   ', ['main', 'acme-shop', 'beta']],
    ['ACME', ['acme-shop']],
    ['6382', ['beta']],
    ['shop stopped', ['acme-shop']],
    ['shop running', []],
    ['7.0', ['main', 'acme-shop', 'beta']],
    ['null', []],
    ['undefined', []],
  ])('search › %j › %j', (text, ids) => expect(found(text)).toEqual(ids));

  test('filter › running, stopped, attention › only those, together with the search', () => {
    expect(found('', 'running')).toEqual(['main', 'beta']);
    expect(found('', 'stopped')).toEqual(['acme-shop']);
    expect(found('', 'attention')).toEqual(['beta']);
    expect(found('main', 'attention')).toEqual([]);
  });

  test('problemsFirst › several problems › first, and the order otherwise stays', () => {
    const [one, two, three] = all.map((status, index) => (index > 0 ? { ...status, problem } : status));
    expect(problemsFirst([one, two, three].flatMap((status) => status ?? [])).map(({ id }) => id)).toEqual([
      'acme-shop',
      'beta',
      'main',
    ]);
  });
});

describe('outcomeOf', () => {
  const ended = (change: Partial<Operation>) =>
    outcomeOf(
      someOperation({ face: 'desktop', finishedAt: '2026-11-20T10:00:01.200Z', ...change } as Partial<Operation>),
    );

  test('outcome › running › the share only where it is known', () => {
    expect(outcomeOf(someOperation({ face: 'desktop', fraction: null }))).toBe('running');
    expect(outcomeOf(someOperation({ face: 'desktop', fraction: 0.426 }))).toBe('running · 43 %');
  });

  test('outcome › of a terminal › says so', () => {
    expect(outcomeOf(someOperation({ face: 'terminal' }))).toContain(pageWords.fromATerminal);
  });

  test('outcome › ended › how long it took', () => {
    expect(ended({ state: 'succeeded' })).toContain('1.2 s');
    expect(ended({ state: 'cancelled' })).toContain('1.2 s');
  });

  test('outcome › failed without an error, as after a crash of the app › interrupted, never "null"', () => {
    const words = ended({ state: 'failed', error: null });
    expect(words).toContain('interrupted');
    expect(words).not.toMatch(/null|undefined/);
  });

  test('outcome › failed, with a kill as the remedy › says where to find it', () => {
    const remedy = { flags: { kill: true } };
    const error = { code: 'TIMEOUT', message: 'main did not stop.', data: { remedy } } as unknown as Operation['error'];
    expect(ended({ state: 'failed', error })).toContain('Kill');
  });
});
