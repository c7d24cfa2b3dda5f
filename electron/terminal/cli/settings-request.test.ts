import { describe, expect, test } from 'vitest';
import type { Api } from '../../../shared/contract/contract.ts';
import { CONTAINER_PRIVILEGES } from '../../../shared/contract/names.ts';
import type { Drift, HistoryEntry } from '../../../shared/contract/settings.ts';
import type { ActionContext } from './action.ts';
import { readSettingsRequest } from './settings-request.ts';
import { StopRequest } from './stop-request.ts';

const entry = (id: string, revertible = true): HistoryEntry => ({
  ...{ id, at: '2026-11-20T10:00:00.000Z', face: 'terminal', instance: 'main', what: 'changes', changes: [] },
  ...{ restarted: false, safetyBackup: null, revertible },
});
const drift = (directive: string, how: Drift['how']): Drift => ({
  directive,
  file: '1',
  live: '2',
  where: 'server',
  how,
});

interface Core {
  readonly history?: readonly HistoryEntry[];
  readonly drift?: readonly Drift[];
  readonly running?: boolean;
  readonly typed?: string;
}

function request(
  args: Parameters<typeof readSettingsRequest>[3],
  { history = [], drift: found = [], running = true, typed = '' }: Core = {},
) {
  const api = { settings: { history: async () => history, describe: async () => ({ drift: found, running }) } };
  const context = { questions: { readLine: async () => typed }, stop: new StopRequest() };
  return readSettingsRequest(context as unknown as ActionContext, api as unknown as Api, 'main', args);
}
const refusal = (args: Parameters<typeof readSettingsRequest>[3], core?: Core) =>
  request(args, core).then(
    () => null,
    (error: Error & { code: string; data: { field?: string } }) =>
      [error.code, error.data.field, error.message] as const,
  );

describe('config › values', () => {
  test('config › no flag of a change › shows the settings', async () => {
    expect(await request({})).toBeNull();
  });

  test('config › several --set and --memory › one request', async () => {
    expect(await request({ set: ['timeout=60', 'Save=900 1'], memory: '512mb' })).toEqual({
      ...{ kind: 'changes', persistence: undefined },
      changes: { maxmemory: '512mb', timeout: '60', save: '900 1' },
    });
  });

  test('config › --persistence alone › is a change', async () => {
    expect(await request({ persistence: 'aof' })).toMatchObject({ kind: 'changes', changes: {}, persistence: 'aof' });
  });

  test.each([
    ['timeout=', null],
    ['save=', ''],
    ['requirepass=', ''],
    ['requirepass=a=b', 'a=b'],
  ])('config › --set %s › %j: empty means the default, but for a password and save points', async (set, value) => {
    const name = set.slice(0, set.indexOf('='));
    expect(await request({ set: [set] })).toMatchObject({ changes: { [name]: value } });
  });

  test('config › requirepass=- › the password comes from standard input, where no argument shows it', async () => {
    expect(await request({ set: ['requirepass=-'] }, { typed: 's3cret' })).toMatchObject({
      changes: { requirepass: 's3cret' },
    });
  });

  test.each([
    [{ set: ['timeout=1', 'TIMEOUT=2'] }, '--set', 'timeout'],
    [{ memory: '512mb', set: ['maxmemory=1gb'] }, '--set', 'maxmemory'],
    [{ memory: '0' }, '--memory', '--set maxmemory=0'],
    [{ memory: '512' }, '--memory', '512b'],
    [{ set: ['maxmemory=512'] }, '--set', 'maxmemory=512b'],
  ] as const)('config › %j › BAD_VALUE of %s, which says what to give', async (args, field, words) => {
    const [code, at, message] = (await refusal(args as never)) ?? [];
    expect([code, at]).toEqual(['BAD_VALUE', field]);
    expect(message).toContain(words);
  });

  test('config › a small size with its unit › accepted', async () => {
    expect(await request({ memory: '512b' })).toMatchObject({ changes: { maxmemory: '512b' } });
  });
});

describe('config › --revert', () => {
  const history = [entry('aaaa1111'), entry('aaaa2222', false), entry('bbbb3333')];

  test('revert › last › the newest change', async () => {
    expect(await request({ revert: 'last' }, { history })).toEqual({ kind: 'revert', entry: 'aaaa1111' });
  });

  test('revert › the beginning of an id › that change', async () => {
    expect(await request({ revert: 'bbbb' }, { history })).toEqual({ kind: 'revert', entry: 'bbbb3333' });
  });

  test('revert › ambiguous, or none › the existing ids', async () => {
    expect(await refusal({ revert: 'aaaa' }, { history })).toEqual([
      'BAD_VALUE',
      '--revert',
      expect.stringContaining('aaaa1111, aaaa2222'),
    ]);
    expect((await refusal({ revert: 'cccc' }, { history }))?.[0]).toBe('NOT_FOUND');
  });

  test('revert › the last change had a secret › names those that can be reverted', async () => {
    const [code, , message] =
      (await refusal({ revert: 'last' }, { history: [entry('cccc', false), ...history] })) ?? [];
    expect(code).toBe('BAD_VALUE');
    expect(message).toContain('aaaa1111, bbbb3333');
  });

  test('revert › nothing was changed yet › NOT_FOUND', async () => {
    expect(await refusal({ revert: 'last' })).toEqual([
      'NOT_FOUND',
      undefined,
      expect.stringContaining('nothing to revert'),
    ]);
  });

  test.each([
    [{ revert: 'last', memory: '1gb' }, '--memory'],
    [{ revert: 'last', drift: 'keep-file' }, '--drift'],
    [{ drift: 'keep-live', set: ['hz=20'] }, '--set'],
  ] as const)('revert and drift › %j › two changes in one call are refused', async (args, field) => {
    expect((await refusal(args as never, { history }))?.slice(0, 2)).toEqual(['BAD_VALUE', field]);
  });
});

describe('config › --drift', () => {
  test('drift › keeps what differs live, and what decides where data is read', async () => {
    const found = [drift('timeout', 'live'), drift('dir', 'restart'), drift('databases', 'restart')];
    expect(await request({ drift: 'keep-live' }, { drift: found })).toEqual({
      kind: 'keep-live',
      directives: ['timeout', 'dir'],
    });
  });

  test('drift › more privileges of a container › only toward the file', async () => {
    const found = [drift(CONTAINER_PRIVILEGES, 'recreate')];
    expect(await request({ drift: 'keep-file' }, { drift: found })).toEqual({
      kind: 'keep-file',
      directives: [CONTAINER_PRIVILEGES],
    });
    expect((await refusal({ drift: 'keep-live' }, { drift: found }))?.[0]).toBe('BAD_VALUE');
  });

  test.each([true, false])('drift › nothing has drifted, running: %s › says so', async (running) => {
    const [code, field, message] = (await refusal({ drift: 'keep-file' }, { running })) ?? [];
    expect([code, field]).toEqual(['BAD_VALUE', '--drift']);
    expect(message).toMatch(/nothing has drifted\.$/);
  });
});
