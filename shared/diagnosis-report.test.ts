import { expect, test } from 'vitest';
import type { Check } from './contract/diagnostics.ts';
import { bySeverity, diagnosisMarkdown, levelCounts, reportName } from './diagnosis-report.ts';

const check = (id: string, level: Check['level'], change: Partial<Check> = {}): Check => ({
  ...{ id, level, title: id, detail: 'found', fix: null },
  ...change,
});
const checks = [check('a', 'ok'), check('b', 'fail'), check('c', 'info'), check('d', 'warn'), check('e', 'fail')];
const diagnosis = { checks, ok: false, at: '2026-11-29T14:15:00.000Z', tookMs: 1234 };

test('diagnosis › checks of every level › most serious first, equal ones in their order', () => {
  expect(bySeverity(checks).map(({ id }) => id)).toEqual(['b', 'e', 'd', 'c', 'a']);
  expect(levelCounts(checks)).toEqual({ fail: 2, warn: 1, info: 1, ok: 1 });
});

test('diagnosis › Markdown › sections by level, each fix with its command', () => {
  const remedy = { action: 'start', flags: { instance: 'main' } };
  const text = diagnosisMarkdown({ ...diagnosis, checks: [check('x', 'fail', { fix: 'Start it.', remedy })] });
  expect(text).toContain('1 check at 2026-11-29T14:15:00.000Z, in 1.2 s.');
  expect(text).toContain('## Failed\n\n- **x**: found\n  - Fix: Start it.\n');
  expect(text).toContain('`manage.sh --action start --instance main`');
});

test('diagnosis › foreign text in Markdown › is no markup', () => {
  const text = diagnosisMarkdown({ ...diagnosis, checks: [check('x', 'warn', { detail: '<b>\n# [a](b)' })] });
  expect(text).toContain('\\<b\\> \\# \\[a\\](b)');
});

test('diagnosis › file name › the time in UTC', () => {
  expect(reportName(diagnosis)).toBe('redis-diagnostics-20261129-141500');
});
