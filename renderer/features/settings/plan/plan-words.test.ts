import { describe, expect, it } from 'vitest';
import type { PlannedChange, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { configLine } from '../form/terminal-config.ts';
import { diffLines } from './diff-lines.ts';
import { planLead, planSummary } from './plan-words.ts';

function change(directive: string, how: PlannedChange['how']): PlannedChange {
  return { directive, how, title: directive, from: '1', to: '2', note: '' };
}

function plan(changes: Partial<SettingsPlan>): SettingsPlan {
  return {
    id: 'main',
    hash: '',
    changes: [],
    risks: [],
    restart: false,
    recreate: false,
    safetyBackup: false,
    evicts: null,
    steps: [],
    before: '',
    after: '',
    diff: '',
    triedBy: null,
    access: null,
    ...changes,
  };
}

describe('a plan in words', () => {
  it('counts each line once, by its badge', () => {
    const changes = [change('maxmemory', 'live'), change('timeout', 'live'), change('databases', 'restart')];
    const risks = [{ directive: 'maxmemory', level: 'danger', message: 'keys go' }] as const;
    expect(planSummary(plan({ changes, risks: [...risks] }))).toBe('3 changes: 1 live, 1 restart, 1 risk');
    expect(planSummary(plan({ changes: [change('port', 'recreate')] }))).toBe('1 change: 1 container');
    expect(planSummary(plan({}))).toBe('nothing would change');
    expect(planSummary(plan({ diff: '--- redis.conf' }))).toBe('only the text changes');
    expect(planSummary(null)).toBe('');
  });

  it('says what it means for those who use the instance', () => {
    expect(planLead(plan({}))).toBe('No restart.');
    expect(planLead(plan({}), false)).toBe('It takes effect at the next start.');
    expect(planLead(plan({ restart: true, safetyBackup: true }))).toMatch(
      /^A safety backup is taken first\. One restart/,
    );
    expect(planLead(plan({ restart: true, recreate: true }))).toContain('container is made again');
    const risks = [{ directive: 'databases', level: 'blocked', message: '' }] as const;
    expect(planLead(plan({ risks: [...risks] }))).toBe('It cannot be applied as it is.');
  });
});

describe('a unified difference', () => {
  it('is shown with the numbers of its lines, and how many are the same in between', () => {
    const diff = '--- redis.conf\n+++ redis.conf\n@@ -3,3 +3,4 @@\n a\n-b\n+c\n+d\n e\n';
    expect(diffLines(diff).map(({ number, sign, text }) => [number, sign, text])).toEqual([
      [null, '@', '2 lines unchanged'],
      [3, ' ', 'a'],
      [4, '−', 'b'],
      [4, '+', 'c'],
      [5, '+', 'd'],
      [6, ' ', 'e'],
    ]);
    expect(diffLines('')).toEqual([]);
  });
});

describe('the line of a terminal', () => {
  const kinds = new Map([
    ['maxmemory', { kind: 'memory' }],
    ['requirepass', { kind: 'secret' }],
  ]);

  it('names what was typed, without what was left out', () => {
    const draft = { kind: 'form', values: { maxmemory: '1gb', timeout: '5', hz: '20' }, leftOut: ['hz'] } as const;
    const { line } = configLine('acme', draft, null, kinds);
    expect(line).toContain('--instance acme');
    expect(line).toMatch(/--set maxmemory=1gb --set timeout=5$/);
  });

  it('never holds a password', () => {
    const draft = { kind: 'form', values: { requirepass: 'pa55' }, leftOut: [] } as const;
    const { line, hint } = configLine('main', draft, null, kinds);
    expect(line).toMatch(/--set requirepass=-$/);
    expect(hint).toContain('standard input');
  });

  it('does not stand for a text', () => {
    expect(configLine('main', { kind: 'text', text: 'x' }, null, kinds).line).toBeNull();
  });
});
