import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { IsolationTest, Tenant } from '../../../../shared/contract/tenant.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { stopAsked } from '../../instances/commands/stop-dialog-state.ts';
import { destroyAsked } from '../destroy/tenant-dialog-state.ts';
import { IsolationResult } from '../isolation/isolation-result.tsx';
import { SelectionBar } from '../list/selection-bar.tsx';
import { tenantRows } from '../model/tenant-row.ts';
import * as isolationWords from '../words/isolation.ts';
import * as listWords from '../words/list.ts';
import { type Batch, failuresOf, fractionOf, runBatch } from './batch.ts';

afterEach(() =>
  act(() => {
    stopAsked.set(null);
    destroyAsked.set([]);
  }),
);
const done = (instance: string) =>
  ended({ kind: 'stop', instance, result: someStatus(instance) } as never) as Operation;
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('runBatch', () => {
  test('batch › ten tenants › four at a time, each once, and all are reported', async () => {
    let [now, most] = [0, 0];
    const begun: string[] = [];
    const ids = Array.from({ length: 10 }, (_, index) => `t${index}`);
    const begin = async (id: string) => {
      begun.push(id);
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      return done(id);
    };
    const states: Batch[] = [];
    const last = await runBatch(ids, begin, (batch) => void states.push(batch as Batch));
    expect(most).toBe(4);
    expect([...begun].sort()).toEqual(ids);
    expect([...last.values()].every(({ state }) => state === 'done')).toBe(true);
    expect([...(states[0]?.values() ?? [])].every(({ state }) => state === 'waiting')).toBe(true);
    expect(fractionOf(last as Batch)).toBe(1);
  });

  test('batch › one fails, another cannot begin › the others continue, and both reasons are kept', async () => {
    const begin = async (id: string) => {
      if (id === 'b') throw failure('NOT_FOUND', 'There is no tenant "b".', { what: 'tenant', id: 'b' });
      return id === 'a'
        ? (ended({
            kind: 'stop',
            state: 'failed',
            error: { code: 'X', message: 'It hangs.', data: {} },
          } as never) as Operation)
        : done(id);
    };
    const batch = (await runBatch(['a', 'b', 'c'], begin, () => undefined)) as Batch;
    expect(failuresOf(batch).map(({ id, reason }) => [id, reason])).toEqual([
      ['a', 'It hangs.'],
      ['b', 'There is no tenant "b".'],
    ]);
    expect(batch.get('c')?.state).toBe('done');
  });

  test('batch › without tenants › ended immediately', async () => {
    expect(
      (
        await runBatch(
          [],
          async () => done('x'),
          () => undefined,
        )
      ).size,
    ).toBe(0);
    expect(fractionOf(new Map())).toBe(1);
  });

  test('fractionOf › half of one, one waiting, one failed › the mean', () => {
    const running = { state: 'running', operation: { ...done('a'), fraction: 0.5 } } as never;
    const batch = new Map([
      ['a', running],
      ['b', { state: 'waiting' }],
      ['c', { state: 'failed', reason: '', error: null }],
    ]) as Batch;
    expect(fractionOf(batch)).toBe(0.5);
  });
});

describe('selected tenants', () => {
  const tenant = (id: string, change: Partial<Tenant> = {}): Tenant => ({
    ...someStatus(id, { port: 6381, ...withKeys(1) }),
    ...{
      client: id,
      health: 'healthy',
      keys: 1,
      created: null,
      group: null,
      notes: null,
      isolated: true,
      defect: null,
      branch: null,
      companions: [],
    },
    limits: { memoryBytes: null, cpus: null },
    ...change,
  });
  const rows = tenantRows({
    ...{ live: undefined, operations: [], backups: [], isolation: null },
    tenants: [tenant('a'), tenant('b', { port: 6382 }), tenant('off', { port: 6383, state: 'stopped' })],
  });
  const bar = () => show(<SelectionBar rows={rows} onClear={() => undefined} />);
  /** No clients and no loss. */
  const quiet = () =>
    core.reply({
      instances: {
        otherClients: ({ id }) => ({ id, count: 0 }),
        stopPreview: ({ id }) => ({
          id,
          mode: 'rdb',
          keys: 1,
          changesSinceSave: 0,
          snapshotAt: null,
          losesKeys: false,
          consequence: '',
        }),
      },
    });

  test('actions › only fit some of them › the button says how many', () => {
    bar();
    expect(button(`${listWords.stop} 2`)).toBeTruthy();
    expect(button(`${listWords.start} 1`)).toBeTruthy();
    expect(screen.getByText(listWords.countSelected(3))).toBeTruthy();
  });

  test('destroy › asks about all of them, and begins nothing', async () => {
    const { user } = bar();
    await user.click(button(listWords.destroy));
    expect(destroyAsked.get()).toEqual(['a', 'b', 'off']);
    expect(core.calls.some(({ procedure }) => procedure.startsWith('tenants.'))).toBe(false);
  });

  test('stop › without clients or loss › runs, and the summary says how many', async () => {
    quiet();
    core.reply({ instances: { stop: ({ id }) => done(id) as never } });
    const { user } = bar();
    await user.click(button(`${listWords.stop} 2`));
    expect(await screen.findByText(listWords.verbDoneOfCountDone('Stop', 2, 2))).toBeTruthy();
    expect(inputs('instances.stop')).toEqual([
      { id: 'a', acceptsLoss: false },
      { id: 'b', acceptsLoss: false },
    ]);
    await user.click(button(listWords.close));
    expect(button(`${listWords.stop} 2`)).toBeTruthy();
  });

  test('stop › one would lose keys › asks first, and nothing runs until then', async () => {
    quiet();
    core.reply({
      instances: {
        stopPreview: ({ id }) => ({
          id,
          mode: 'none',
          keys: 9,
          changesSinceSave: 9,
          snapshotAt: null,
          losesKeys: id === 'a',
          consequence: '',
        }),
      },
    });
    const { user } = bar();
    await user.click(button(`${listWords.stop} 2`));
    await waitFor(() => expect(stopAsked.get()?.losses.map(({ id }) => id)).toEqual(['a']));
    expect(inputs('instances.stop')).toEqual([]);
  });

  test('stop › one fails › its reason, and Try again only for that one', async () => {
    quiet();
    let attempts = 0;
    core.reply({
      instances: {
        stop: ({ id }) => {
          attempts += 1;
          return (
            id === 'b' && attempts <= 2
              ? ended({ kind: 'stop', state: 'failed', error: { code: 'X', message: 'b hangs.', data: {} } } as never)
              : done(id)
          ) as never;
        },
      },
    });
    const { user } = bar();
    await user.click(button(`${listWords.stop} 2`));
    const summary = await screen.findByRole('status');
    await waitFor(() => expect(within(summary).getByText('b hangs.')).toBeTruthy());
    expect(summary.textContent).toContain(listWords.countFailed(1));
    await user.click(button(listWords.tryPartAgain(listWords.it)));
    expect(await screen.findByText(listWords.verbDoneOfCountDone('Stop', 1, 1))).toBeTruthy();
    expect(inputs('instances.stop').slice(2)).toEqual([{ id: 'b', acceptsLoss: false }]);
  });
});

describe('isolation result', () => {
  const probe = (from: string, to: string, outcome: 'blocked' | 'reached' | 'failed') => ({
    from,
    to,
    by: 'address' as const,
    target: `10.0.0.1:${to}`,
    outcome,
    detail: `detail ${from} ${to}`,
  });
  const tested = (change: Partial<IsolationTest> = {}): IsolationTest => ({
    at: '2026-11-20T10:00:00.000Z',
    ok: true,
    probes: [probe('a', 'b', 'blocked'), probe('b', 'a', 'blocked')],
    left: [],
    ...change,
  });

  test('all blocked › no advice, and every attempt can be opened', async () => {
    const { user } = show(<IsolationResult result={tested()} />);
    expect(screen.queryByText(new RegExp(isolationWords.firewallHint.trim()))).toBeNull();
    await user.click(button(isolationWords.fromToSummary('a', 'b', isolationWords.byValue('address', 'blocked'))));
    expect(screen.getByText('detail a b')).toBeTruthy();
  });

  test('one reached another › what to do, and the cell names it in words, not only in colour', () => {
    show(
      <IsolationResult
        result={tested({ ok: false, probes: [probe('a', 'b', 'reached'), probe('b', 'a', 'blocked')] })}
      />,
    );
    expect(document.body.textContent).toContain(isolationWords.firewallHint);
    expect(
      screen
        .getAllByRole('button')
        .map((one) => one.getAttribute('aria-label'))
        .join(),
    ).toContain('reached');
  });

  test('skipped tenants › with their reasons, those with the same reason together', () => {
    const left = [
      { id: 'x', reason: 'It is stopped.' },
      { id: 'y', reason: 'It is stopped.' },
      { id: 'z', reason: 'It is a process.' },
    ];
    show(<IsolationResult result={tested({ left })} />);
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'x, y: It is stopped.',
      'z: It is a process.',
    ]);
  });

  test('no attempts at all › no table, and nothing claims that it is isolated', () => {
    const { container } = show(<IsolationResult result={tested({ probes: [] })} />);
    expect(screen.queryByRole('table')).toBeNull();
    expect(container.querySelector('[data-ok]')).toBeNull();
  });
});
