import { useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { core, failure } from '../../test/support/components/fake-core.ts';
import { showStatuses } from '../../test/support/components/live-statuses.ts';
import { show } from '../../test/support/components/show.tsx';
import { someStatus } from '../../test/support/some-status.ts';
import { connection, orpc } from './api.ts';
import { useHistory, useInvalidations, useLiveStatus, useLiveStatuses } from './live.ts';
import { follow, followWhileSeen } from './subscribe.ts';
import * as clientWords from './words.ts';

// cspell:ignore täglich

const connected = connection.get();

afterEach(() => {
  vi.useRealTimers();
  act(() => connection.set(connected));
});

describe('a hidden window', () => {
  function hide(hidden: boolean): void {
    Object.defineProperty(document, 'visibilityState', { value: hidden ? 'hidden' : 'visible', configurable: true });
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
  }

  test('a hidden window › after five seconds › figures are no longer followed, and again as soon as it is seen', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const open = new Set<AbortSignal>();
    let opened = 0;
    const stop = followWhileSeen(
      async (signal) => {
        opened += 1;
        open.add(signal);
        signal.addEventListener('abort', () => open.delete(signal));
        return (async function* () {
          yield opened;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        })();
      },
      () => undefined,
    );
    await waitFor(() => expect([opened, open.size]).toEqual([1, 1]));
    hide(true);
    vi.advanceTimersByTime(4000);
    expect(open.size).toBe(1);
    hide(false);
    vi.advanceTimersByTime(10_000);
    expect([opened, open.size]).toEqual([1, 1]);
    hide(true);
    vi.advanceTimersByTime(5000);
    expect(open.size).toBe(0);
    hide(false);
    await waitFor(() => expect([opened, open.size]).toEqual([2, 1]));
    stop();
    expect(open.size).toBe(0);
    hide(true);
    hide(false);
    expect(opened).toBe(2);
  });
});

describe('follow', () => {
  test('follow › stopped › nothing of a late item', async () => {
    let send: (item: number) => void = () => undefined;
    const items: number[] = [];
    const stop = follow(
      async () =>
        (async function* () {
          yield await new Promise<number>((resolve) => {
            send = resolve;
          });
        })(),
      (item) => void items.push(item),
    );
    await act(async () => undefined);
    stop();
    send(1);
    await act(async () => undefined);
    expect(items).toEqual([]);
  });

  test('follow › a failure that would only repeat › is not tried again', async () => {
    const open = vi.fn(async () => {
      throw new Error('There is no such instance.');
    });
    const onFailure = vi.fn(() => 'end' as const);
    follow(open, () => undefined, onFailure);
    await waitFor(() => expect(onFailure).toHaveBeenCalledOnce());
    expect(open).toHaveBeenCalledOnce();
  });

  test('follow › disconnected › opens only after the reconnection', async () => {
    connection.set({ state: 'reconnecting', since: 0 });
    const open = vi.fn(async () => (async function* () {})());
    const stop = follow(open, () => undefined);
    await act(async () => undefined);
    expect(open).not.toHaveBeenCalled();
    act(() => connection.set(connected));
    await waitFor(() => expect(open).toHaveBeenCalled());
    stop();
  });
});

describe('live statuses', () => {
  function Live() {
    const { items, stale } = useLiveStatuses();
    const history = useHistory('main');
    return (
      <p>
        {items?.map(({ id }) => id).join(' ') ?? 'none'} {stale ? 'old' : 'now'} {useLiveStatus('acme')?.state ?? '-'}{' '}
        {history.length}
      </p>
    );
  }

  test('statuses › a poll › its instances; one that is unknown has none', async () => {
    show(<Live />);
    await showStatuses(someStatus('main'), someStatus('acme', { state: 'stopped' }));
    expect(screen.getByText(/^main acme now stopped [1-9]/)).toBeTruthy();
    await showStatuses(someStatus('main'));
    expect(screen.getByText(/^main now -/)).toBeTruthy();
  });

  test('statuses › disconnected › the last ones stay, marked as old', async () => {
    show(<Live />);
    await showStatuses(someStatus('main'));
    act(() => connection.set({ state: 'reconnecting', since: 0 }));
    expect(screen.getByText(/^main old/)).toBeTruthy();
  });
});

describe('changes of data', () => {
  const reads = () => core.calls.filter(({ procedure }) => procedure === 'tenants.list').length;
  function Tenants() {
    useInvalidations();
    const { data } = useQuery(orpc.tenants.list.queryOptions());
    return <p>{data ? `${data.length} tenants` : 'loading'}</p>;
  }

  test('a change of instances › tenants are read again, as they are instances', async () => {
    let send: (change: unknown) => void = () => undefined;
    core.reply({
      tenants: { list: () => [] },
      live: {
        changes: async function* () {
          yield await new Promise((resolve) => {
            send = resolve;
          });
          await new Promise(() => undefined);
        } as never,
      },
    });
    show(<Tenants />);
    await screen.findByText('0 tenants');
    await waitFor(() => expect(core.calls.some(({ procedure }) => procedure === 'live.changes')).toBe(true));
    const before = reads();
    act(() => send({ items: [{ noun: 'instances', id: 'main' }], dropped: 0 }));
    await waitFor(() => expect(reads()).toBe(before + 1));
  });

  test('reconnected › everything is read again, because changes were missed', async () => {
    core.reply({ tenants: { list: () => [] } });
    show(<Tenants />);
    await screen.findByText('0 tenants');
    const before = reads();
    act(() => connection.set({ state: 'reconnecting', since: 0 }));
    act(() => connection.set(connected));
    await waitFor(() => expect(reads()).toBe(before + 1));
  });

  test('a later read fails › the old data stay, and a message says what could not be read', async () => {
    let works = true;
    core.reply({
      tenants: {
        list: () => {
          if (works) return [];
          throw failure('NOT_FOUND', 'The folder is gone.', { what: 'folder', id: 'x' });
        },
      },
    });
    function Named() {
      const { data, refetch } = useQuery(orpc.tenants.list.queryOptions({ meta: { doing: 'Read the tenants' } }));
      return <button type="button" onClick={() => void refetch()}>{`${data?.length ?? 'no'} tenants`}</button>;
    }
    const { user } = show(<Named />);
    await screen.findByText('0 tenants');
    works = false;
    await user.click(screen.getByText('0 tenants'));
    expect(await screen.findByText('The folder is gone.')).toBeTruthy();
    expect(screen.getByText(clientWords.couldNot('read the tenants'))).toBeTruthy();
    expect(screen.getByText('0 tenants')).toBeTruthy();
  });
});
