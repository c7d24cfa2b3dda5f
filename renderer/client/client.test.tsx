import { useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Operation } from '../../shared/contract/operations.ts';
import { core, ended, failure } from '../../test/support/components/fake-core.ts';
import { showStatuses } from '../../test/support/components/live-statuses.ts';
import { show } from '../../test/support/components/show.tsx';
import { someStatus } from '../../test/support/some-status.ts';
import { createStore } from '../lib/store.ts';
import { api, connection, orpc } from './api.ts';
import { isCancelled, OperationError, reasonOf } from './errors.ts';
import { sendFile } from './files.ts';
import { lazyDialog } from './lazy-dialog.tsx';
import { useHistory, useInvalidations, useLiveStatus, useLiveStatuses } from './live.ts';
import { succeededMessage } from './operation-messages.ts';
import { runOperation, useOperation, useOperations } from './operations.ts';
import { follow, followWhileSeen } from './subscribe.ts';
import { hideDone, showDone, showFailure, showWarning } from './toasts.tsx';
import * as clientWords from './words.ts';

// cspell:ignore täglich

const connected = connection.get();
afterEach(() => {
  vi.useRealTimers();
  act(() => connection.set(connected));
});

const running = ended({ kind: 'start', state: 'running', finishedAt: null, fraction: 0.5 } as never) as Operation;
const done = ended({ kind: 'start', result: someStatus('main') } as never) as Operation;
const failed = (code: string, message: string, state = 'failed') =>
  ended({ kind: 'start', state, error: { code, message, data: {} } } as never) as Operation;
const begin = () => api.instances.start({ id: 'main' });

/** The updates of a watched operation; the stream then stays open. */
function watched(...updates: readonly Operation[]) {
  return async function* () {
    yield* updates;
    await new Promise(() => undefined);
  } as () => never;
}

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

describe('runOperation', () => {
  test('operation › ended at once › its result, and a message with its duration', async () => {
    core.reply({ instances: { start: () => done as never } });
    show(<p />);
    const { result } = await runOperation(begin);
    expect(result).toMatchObject({ id: 'main' });
    expect(await screen.findByText('main started (1.0 s)')).toBeTruthy();
  });

  test('operation › quiet › no message', async () => {
    core.reply({ instances: { start: () => done as never } });
    show(<p />);
    await runOperation(begin, { quiet: true });
    expect(screen.queryByText(/main started/)).toBeNull();
  });

  test('operation › runs › every update in order, and the end only once', async () => {
    core.reply({
      instances: { start: () => running as never },
      operations: { watch: watched({ ...running, fraction: 0.8 } as Operation, done) },
    });
    show(<p />);
    const fractions: (number | null)[] = [];
    await runOperation(begin, { quiet: true, onProgress: ({ fraction }) => void fractions.push(fraction) });
    expect(fractions).toEqual([0.5, 0.8, 1]);
  });

  test('operation › begun › is in the list before the list is read again', async () => {
    const lists: Promise<readonly Operation[]>[] = [Promise.resolve([]), new Promise(() => undefined)];
    core.reply({
      instances: { start: () => running as never },
      operations: { list: () => lists.shift() as never, watch: watched(running) },
    });
    function Titles() {
      return <p>{useOperations().map(({ title }) => title)}</p>;
    }
    show(<Titles />);
    await waitFor(() => expect(lists).toHaveLength(1));
    void runOperation(begin, { quiet: true });
    expect(await screen.findByText(running.title)).toBeTruthy();
    expect(lists).toHaveLength(0);
  });

  test('operation › its stream breaks › it is followed again, not reported as failed', async () => {
    let streams = 0;
    core.reply({
      instances: { start: () => running as never },
      operations: {
        watch: async function* () {
          streams += 1;
          if (streams === 1) throw new Error('The connection broke.');
          yield done;
        } as never,
      },
    });
    show(<p />);
    await runOperation(begin, { quiet: true });
    expect(streams).toBe(2);
  });

  test('operation › fails › a message with title and reason, and Try again begins it again', async () => {
    let attempts = 0;
    core.reply({
      instances: {
        start: () => {
          attempts += 1;
          return (attempts === 1 ? failed('PORT_TAKEN', 'Port 6380 is in use.') : done) as never;
        },
      },
    });
    const { user } = show(<p />);
    await expect(runOperation(begin)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
    expect(await screen.findByText(clientWords.couldNot('start main'))).toBeTruthy();
    expect(screen.getByText('Port 6380 is in use.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: clientWords.tryAgain }));
    expect(await screen.findByText(/main started/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('Port 6380 is in use.')).toBeNull());
  });

  test('operation › cannot begin › the failure of the core, under a general title', async () => {
    core.reply({
      instances: {
        start: () => {
          throw failure('NOT_FOUND', 'There is no instance "main".', { what: 'instance', id: 'main' });
        },
      },
    });
    show(<p />);
    await expect(runOperation(begin)).rejects.toThrow();
    expect(await screen.findByText(clientWords.couldNot('start the operation'))).toBeTruthy();
  });

  test('operation › the caller shows the failure › no message', async () => {
    core.reply({ instances: { start: () => failed('X', 'No.') as never } });
    show(<p />);
    await expect(runOperation(begin, { ownError: true })).rejects.toThrow('No.');
    const own = (error: unknown) => reasonOf(error).code === 'X';
    await expect(runOperation(begin, { ownError: own })).rejects.toThrow('No.');
    expect(screen.queryByText('No.')).toBeNull();
  });

  test('operation › cancelled › says that it was rolled back, which is no failure', async () => {
    core.reply({ instances: { start: () => failed('CANCELLED', 'Cancelled.', 'cancelled') as never } });
    show(<p />);
    await expect(runOperation(begin)).rejects.toSatisfy(isCancelled);
    expect(await screen.findByText(clientWords.allChangesWereRolledBack)).toBeTruthy();
    expect(screen.queryByText(clientWords.couldNot('start main'))).toBeNull();
  });

  test('operation › interrupted without an error, as when the core was killed › one sentence', async () => {
    core.reply({ instances: { start: () => ({ ...failed('', ''), error: null }) as never } });
    show(<p />);
    await expect(runOperation(begin)).rejects.toThrow(clientWords.theOperationWasInterrupted);
  });

  test('succeededMessage › every kind › names the instance, if it concerns one', () => {
    const kinds = ['install', 'stop', 'backup', 'restore', 'flush', 'config', 'change-keys', 'create-client'] as const;
    for (const kind of kinds) expect(succeededMessage({ ...done, kind } as Operation)).toContain('main');
    expect(succeededMessage({ ...done, finishedAt: null } as Operation)).toBe('main started');
  });

  test('useOperation › another id › not the state of the one before', async () => {
    core.reply({
      operations: {
        watch: (({ id }: { readonly id: string }) =>
          watched({ ...running, id, title: `Title ${id}` } as Operation)()) as never,
      },
    });
    function Title({ id }: { readonly id: string | null }) {
      return <p>{useOperation(id)?.title ?? 'none'}</p>;
    }
    const { rerender } = show(<Title id="a" />);
    expect(await screen.findByText('Title a')).toBeTruthy();
    rerender(<Title id="b" />);
    expect(screen.queryByText('Title a')).toBeNull();
    expect(await screen.findByText('Title b')).toBeTruthy();
    rerender(<Title id={null} />);
    expect(screen.getByText('none')).toBeTruthy();
  });
});

describe('reasonOf', () => {
  test('reason › a declared failure › its code, sentence and data', () => {
    expect(reasonOf(failure('NOT_FOUND', 'Gone.', { what: 'x', id: 'y' }))).toMatchObject({
      code: 'NOT_FOUND',
      message: 'Gone.',
      data: { id: 'y' },
    });
    expect(reasonOf(new OperationError('X', 'Failed.', { a: 1 }))).toEqual({
      code: 'X',
      message: 'Failed.',
      data: { a: 1 },
    });
  });

  test('reason › a kill is the remedy › says where to find it', () => {
    expect(reasonOf(new OperationError('X', 'Hangs.', { remedy: { flags: { kill: true } } })).message).toBe(
      `Hangs. ${clientWords.chooseKillInItsMenu}`,
    );
  });

  test.each([
    new Error('WebSocket is not open: readyState 3'),
    new Error('peer closed'),
    Object.assign(new Error('This operation was aborted'), { name: 'AbortError' }),
  ])('reason › %s of the transport › a sentence for people', (error) =>
    expect(reasonOf(error).message).toBe(clientWords.connectionLost),
  );

  test('reason › anything else while disconnected › the connection', () => {
    connection.set({ state: 'reconnecting', since: 0 });
    expect(reasonOf(new TypeError('x is undefined')).message).toBe(clientWords.connectionLost);
  });

  test('reason › a thrown text › the text', () =>
    expect(reasonOf('No.')).toEqual({ code: null, message: 'No.', data: undefined }));
});

describe('messages', () => {
  test('failure › the same again › replaces the first; another action › both', async () => {
    show(<p />);
    act(() => showFailure('Stop main', new Error('First.')));
    act(() => showFailure('Stop main', new Error('Second.')));
    act(() => showFailure('Stop acme', new Error('Third.')));
    await waitFor(() => expect(screen.queryByText('First.')).toBeNull());
    expect(screen.getAllByRole('alert').length).toBe(2);
  });

  test('failure › a name at the start › keeps its capital letters', async () => {
    show(<p />);
    act(() => showFailure('PING main', new Error('x')));
    act(() => showFailure('Read it', new Error('y')));
    expect(await screen.findByText(clientWords.couldNot('PING main'))).toBeTruthy();
    expect(screen.getByText(clientWords.couldNot('read it'))).toBeTruthy();
  });

  test('done › with an action › runs it once and closes', async () => {
    const run = vi.fn();
    const { user } = show(<p />);
    act(() => showDone('main stopped', 'Saved.', { label: 'Undo', run }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(run).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByText('main stopped')).toBeNull());
  });

  test('done › no longer true › is hidden by its title', async () => {
    show(<p />);
    act(() => showDone('a deleted'));
    act(() => showDone('b deleted'));
    await screen.findByText('a deleted');
    act(() => hideDone('a deleted'));
    await waitFor(() => expect(screen.queryByText('a deleted')).toBeNull());
    expect(screen.getByText('b deleted')).toBeTruthy();
  });

  test('warning › stays, with a sign that a screen reader reads', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    show(<p />);
    act(() => showWarning('Verified, with a warning'));
    act(() => showDone('Done'));
    await screen.findByText('Done');
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.queryByText('Done')).toBeNull();
    expect(screen.getByText('Verified, with a warning')).toBeTruthy();
    expect(screen.getByLabelText(clientWords.warning)).toBeTruthy();
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

describe('lazyDialog', () => {
  test('dialog › not asked for › not loaded; asked, then closed › stays for its closing', async () => {
    const asked = createStore<string | null>(null);
    const load = vi.fn(async () => () => <p>the dialog</p>);
    const Dialog = lazyDialog(asked, load);
    show(<Dialog />);
    expect(load).not.toHaveBeenCalled();
    act(() => asked.set('main'));
    expect(await screen.findByText('the dialog')).toBeTruthy();
    act(() => asked.set(null));
    expect(screen.getByText('the dialog')).toBeTruthy();
    expect(load).toHaveBeenCalledOnce();
  });
});

describe('sendFile', () => {
  type Listener = (event: { loaded: number; total: number }) => void;
  class Request {
    static last: Request;
    readonly listeners = new Map<string, Listener>();
    readonly upload = {
      addEventListener: (type: string, listener: Listener) => this.listeners.set(`upload ${type}`, listener),
    };
    status = 0;
    responseText = '';
    sent: unknown = null;
    address = '';
    constructor() {
      Request.last = this;
    }
    addEventListener(type: string, listener: Listener) {
      this.listeners.set(type, listener);
    }
    setRequestHeader() {}
    open(_: string, address: string) {
      this.address = address;
    }
    send(body: unknown) {
      this.sent = body;
    }
    abort() {
      this.fire('abort');
    }
    fire(type: string, loaded = 0, total = 0) {
      this.listeners.get(type)?.({ loaded, total });
    }
    answer(status: number, text: string) {
      this.status = status;
      this.responseText = text;
      this.fire('load');
    }
  }
  const file = new File(['data'], 'täglich & gut.rdb');
  const send = (upload: string | null = null) => {
    vi.stubGlobal('XMLHttpRequest', Request);
    const abort = new AbortController();
    const onProgress = vi.fn();
    return { abort, onProgress, result: sendFile(file, { upload, signal: abort.signal, onProgress }) };
  };
  afterEach(() => vi.unstubAllGlobals());

  test('send › accepted › the id, and the name survives the address', async () => {
    const { result, onProgress } = send('u1');
    const { searchParams } = new URL(Request.last.address, 'http://localhost');
    expect(Object.fromEntries(searchParams)).toEqual({ name: 'täglich & gut.rdb', upload: 'u1' });
    Request.last.fire('upload progress', 2, 4);
    expect(onProgress).toHaveBeenCalledWith(expect.objectContaining({ sentBytes: 2, totalBytes: 4 }));
    Request.last.answer(201, '{"upload":"u1"}');
    expect(await result).toBe('u1');
  });

  test.each([
    [413, '{"message":"It is larger than 4 GB."}', 'It is larger than 4 GB.'],
    [500, '<html>', clientWords.theAppRejectedName('täglich & gut.rdb')],
    [201, 'null', clientWords.theAppRejectedName('täglich & gut.rdb')],
    [201, '{"upload":7}', clientWords.theAppRejectedName('täglich & gut.rdb')],
  ])('send › answer %d %s › %s', async (status, text, message) => {
    const { result } = send();
    Request.last.answer(status, text);
    await expect(result).rejects.toThrow(message);
  });

  test('send › the connection breaks › a sentence', async () => {
    const { result } = send();
    Request.last.fire('error');
    await expect(result).rejects.toThrow(clientWords.theConnectionWasLostWhileName('täglich & gut.rdb'));
  });

  test('send › stopped, or stopped before it began › an abort, and nothing is sent', async () => {
    const { result, abort } = send();
    abort.abort();
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    vi.stubGlobal('XMLHttpRequest', Request);
    const before = AbortSignal.abort();
    await expect(sendFile(file, { upload: null, signal: before, onProgress: () => undefined })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(Request.last.sent).toBeNull();
  });
});
