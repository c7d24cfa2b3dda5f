import { describe, expect, test } from 'vitest';
import { alertRule, alertRules } from '../../../shared/contract/alert.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { alertFix } from './alert-fix.ts';
import { ruleWords } from './rule-words.ts';

describe('rule words', () => {
  test('rules › of the core › each has a title, once', () => {
    expect(ruleWords.map(({ name }) => name).sort()).toEqual(Object.keys(alertRules.shape).sort());
    expect(new Set(ruleWords.map(({ title }) => title)).size).toBe(ruleWords.length);
  });

  test('figures › of every rule › are exactly the thresholds of the core', () => {
    for (const { name, figures } of ruleWords) {
      const thresholds = Object.keys(alertRules.shape[name].shape).filter((key) => key !== 'on');
      expect(figures.map(({ key }) => key).sort()).toEqual(thresholds.sort());
    }
  });

  test('figures › at the ends of their fields › are accepted by the core, and nothing beyond', () => {
    for (const { name, figures } of ruleWords) {
      const accepts = (value: (figure: (typeof figures)[number]) => number) =>
        alertRules.shape[name].safeParse({
          on: true,
          ...Object.fromEntries(figures.map((figure) => [figure.key, value(figure)])),
        }).success;
      expect(accepts(({ min }) => min)).toBe(true);
      expect(accepts(({ max }) => max)).toBe(true);
      if (figures.length === 0) continue;
      expect(accepts(({ min }) => min / 2)).toBe(false);
      expect(accepts(({ max }) => max * 2)).toBe(false);
    }
  });
});

describe('alertFix', () => {
  const main = someStatus('main');

  test.each(alertRule.options)('fix › %s of an instance › a button that leads somewhere', (rule) => {
    for (const level of ['warn', 'fail'] as const) {
      const fix = alertFix({ rule, level }, main);
      expect(fix?.label).toBeTruthy();
      if (fix && 'to' in fix) expect(fix.to).toContain('main');
    }
  });

  test('fix › a failed save › the log says why; a late one › a backup', () => {
    expect(alertFix({ rule: 'persistence', level: 'fail' }, main)).toMatchObject({ to: '/logs/main' });
    expect(alertFix({ rule: 'persistence', level: 'warn' }, main)).toMatchObject({ command: 'instance.back-up' });
  });

  test('fix › an instance that is down › the cure of its problem, or its log', () => {
    const problem = { code: 'CRASHED', message: '', fix: null, since: null } as const;
    const crashed = someStatus('acme', { state: 'stopped', problem });
    expect(alertFix({ rule: 'down', level: 'fail' }, crashed)).toMatchObject({ command: 'instance.start' });
    expect(alertFix({ rule: 'down', level: 'fail' }, main)).toMatchObject({ to: '/logs/main' });
  });

  test('fix › an alert of all instances › only for an engine and for schedules', () => {
    expect(alertFix({ rule: 'down', level: 'fail' }, null)).toMatchObject({ command: 'engines.detect' });
    expect(alertFix({ rule: 'schedule-failed', level: 'fail' }, null)).toMatchObject({ to: '/backups?tab=schedules' });
    expect(alertFix({ rule: 'memory', level: 'warn' }, null)).toBeNull();
  });
});
