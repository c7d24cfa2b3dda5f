import { describe, expect, test } from 'vitest';
import { someStatus } from '../test/support/some-status.ts';
import { accessWords } from './access-words.ts';
import { alertRule } from './contract/alert.ts';
import type { Problem } from './contract/instance.ts';
import { instanceStatus } from './contract/instance.ts';
import { remedyForProblem, remedyForRule } from './remedies.ts';
import { replicaRefusal, roleText } from './replica.ts';
import { retentionWords, timeWords } from './schedule-words.ts';
import { shownState, stateWord } from './shown-state.ts';

const problem = (code: Problem['code']): Problem =>
  ({ code, message: 'What happened.', fix: 'What to do.' }) as Problem;

describe('state to show', () => {
  test('state › the engine does not reply › neither stopped nor unhealthy', () => {
    for (const state of ['stopped', 'unhealthy', 'running'] as const) {
      const status = someStatus('main', { state, problem: problem('ENGINE_UNREACHABLE') });
      expect(shownState(status)).toBe('engine-unreachable');
      expect(stateWord(status)).toBe('engine unreachable');
    }
    expect(shownState(someStatus('main', { state: 'unhealthy', problem: problem('CRASHED') }))).toBe('unhealthy');
  });
});

describe('remedies', () => {
  const codes = instanceStatus.shape.problem.unwrap().shape.code.options;
  const actions = ['start', 'restart', 'logs', 'config', 'backup', 'run-schedule', 'extend-client', 'tls', 'passwords'];

  test.each(codes)('remedy › %s › an action for this instance, or none', (code) => {
    const remedy = remedyForProblem(code, someStatus('acme', { problem: problem(code) }));
    if (remedy === null) return expect(code).not.toBe('CRASHED');
    expect(actions).toContain(remedy.action);
    expect(remedy.flags.instance).toBe('acme');
  });

  test('remedy › a server that crashes again and again › its log comes before another start', () => {
    expect(remedyForProblem('CRASHED', someStatus('a', { state: 'unhealthy' }))?.action).toBe('logs');
    expect(remedyForProblem('CRASHED', someStatus('a', { state: 'stopped' }))?.action).toBe('start');
  });

  test.each([
    [100, 50, '200mb'],
    [100, 300, '600mb'],
    [100, null, '200mb'],
    [0.5, 0.2, '1mb'],
  ])('remedy › a limit of %d MB of which %s MB are used › twice the larger one', (limit, used, memory) => {
    const MB = 1024 ** 2;
    const status = someStatus('a', {
      memory: { usedBytes: used === null ? null : used * MB, peakBytes: null, limitBytes: limit * MB },
    });
    expect(remedyForRule('memory', 'a', status)).toEqual({ action: 'config', flags: { instance: 'a', memory } });
  });

  test('remedy › no limit, an unknown instance, or no version › no guess', () => {
    expect(remedyForRule('eviction', 'a', someStatus('a'))).toBeNull();
    expect(remedyForRule('memory', 'a', undefined)).toBeNull();
    expect(remedyForProblem('OUT_OF_MEMORY', someStatus('a', { version: null }))).toBeNull();
  });

  test.each(alertRule.options)('remedy › the rule %s › an action that exists, or none', (rule) => {
    const remedy = remedyForRule(rule, 'about', someStatus('a'));
    if (remedy !== null) expect(actions).toContain(remedy.action);
    else expect(['hit-rate', 'down', 'memory', 'eviction']).toContain(rule);
  });
});

describe('replicas', () => {
  const replication = { role: 'replica', masterHost: '::1', masterPort: 6400, link: 'down' } as const;

  test('role › a master at an IPv6 address › in brackets before its port', () => {
    expect(roleText(replication)).toBe('replica of [::1]:6400, link down');
    expect(roleText({ ...replication, masterHost: 'db', link: null })).toBe('replica of db:6400');
    expect(roleText({ ...replication, masterHost: null })).toBe('replica, link down');
    expect(roleText({ role: 'master', masterHost: null, masterPort: null, link: null })).toBe('master');
    expect(roleText({ role: null, masterHost: null, masterPort: null, link: null })).toBeNull();
  });

  test.each(['flush', 'restore', 'settings'] as const)(
    'refusal › %s of a replica › names the master and both ways',
    (action) => {
      const refusal = replicaRefusal({ id: 'acme', replication }, action);
      expect(refusal).toMatchObject({ code: 'IS_REPLICA', data: { id: 'acme', masterHost: '::1', masterPort: 6400 } });
      expect(refusal?.message).toContain('REPLICAOF NO ONE');
      expect(replicaRefusal(someStatus('main'), action)).toBeNull();
      expect(replicaRefusal({ id: 'a', replication: { ...replication, role: null } }, action)).toBeNull();
    },
  );
});

describe('words of schedules', () => {
  test.each([
    [{ kind: 'hours', every: 1 }, 'Every hour'],
    [{ kind: 'hours', every: 720 }, 'Every 720 hours'],
    [{ kind: 'daily', at: '00:00' }, 'Daily at 00:00'],
    [{ kind: 'weekly', day: 0, at: '23:59' }, 'Weekly on Sunday at 23:59'],
    [{ kind: 'weekly', day: 6, at: '09:00' }, 'Weekly on Saturday at 09:00'],
    [{ kind: 'cron', text: '0 3 * * 1-5' }, 'By cron: 0 3 * * 1-5'],
  ] as const)('time › %o › %s', (when, words) => expect(timeWords(when)).toBe(words));

  test.each([
    [null, 'keeps all'],
    [{ last: 0, daily: 0, weekly: 0, monthly: 0 }, 'keeps only the newest verified one'],
    [{ last: 1, daily: 1, weekly: 0, monthly: 0 }, 'keeps the last one, 1 day'],
    [{ last: 7, daily: 0, weekly: 4, monthly: 1 }, 'keeps the last 7, 4 weeks, 1 month'],
  ])('retention › %o › %s', (keep, words) => expect(retentionWords(keep)).toBe(words));
});

test('access › of the app and of clients › a sentence', () => {
  expect(accessWords({ app: 'ok', clients: 'password' })).toBe('this app gets in; clients need a password.');
  expect(accessWords({ app: 'wrong-password', clients: 'refused' })).toBe(
    'this app is refused; protected mode refuses all clients.',
  );
});
