import { describe, expect, it } from 'vitest';
import type { PlannedChange, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { configLine } from '../model/terminal-config.ts';
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

describe('plan texts', () => {
  it('planSummary › counts each line once, by its badge', () => {
    const changes = [change('maxmemory', 'live'), change('timeout', 'live'), change('databases', 'restart')];
    const risks = [{ directive: 'maxmemory', level: 'danger', message: 'keys go' }] as const;
    expect(planSummary(plan({ changes, risks: [...risks] }))).toBe('3 changes: 1 live, 1 restart, 1 risk');
    expect(planSummary(plan({ changes: [change('port', 'recreate')] }))).toBe('1 change: 1 container');
    expect(planSummary(plan({}))).toBe('nothing would change');
    expect(planSummary(plan({ diff: '--- redis.conf' }))).toBe('only the text changes');
    expect(planSummary(null)).toBe('');
  });

  it('planLead › describes the impact on clients', () => {
    expect(planLead(plan({}))).toBe('No restart.');
    expect(planLead(plan({}), false)).toBe('Changes take effect at the next start.');
    expect(planLead(plan({ restart: true, safetyBackup: true }))).toMatch(
      /^A safety backup is taken first\. One restart/,
    );
    expect(planLead(plan({ restart: true, recreate: true }))).toContain('container is recreated');
    const risks = [{ directive: 'databases', level: 'blocked', message: '' }] as const;
    expect(planLead(plan({ risks: [...risks] }))).toBe('This plan cannot be applied.');
  });
});

describe('diffLines', () => {
  it('a unified diff › has line numbers and counts of unchanged lines', () => {
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

describe('configLine', () => {
  const kinds = new Map([
    ['maxmemory', { kind: 'memory' }],
    ['requirepass', { kind: 'secret' }],
  ]);

  it('form values › appear in the line, excluded ones do not', () => {
    const draft = { kind: 'form', values: { maxmemory: '1gb', timeout: '5', hz: '20' }, leftOut: ['hz'] } as const;
    const { line } = configLine('acme', draft, null, kinds);
    expect(line).toContain('--instance acme');
    expect(line).toMatch(/--set maxmemory=1gb --set timeout=5$/);
  });

  it('a password › is read from standard input', () => {
    const draft = { kind: 'form', values: { requirepass: 'pa55' }, leftOut: [] } as const;
    const { line, hint } = configLine('main', draft, null, kinds);
    expect(line).toMatch(/--set requirepass=-$/);
    expect(hint).toContain('standard input');
  });

  it('a text draft › has no line', () => {
    expect(configLine('main', { kind: 'text', text: 'x' }, null, kinds).line).toBeNull();
  });
});
