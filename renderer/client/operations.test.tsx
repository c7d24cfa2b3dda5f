import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Operation } from '../../shared/contract/operations.ts';
import { core, ended, failure } from '../../test/support/components/fake-core.ts';
import { show } from '../../test/support/components/show.tsx';
import { someStatus } from '../../test/support/some-status.ts';
import { api, connection } from './api.ts';
import { isCancelled, OperationError, reasonOf } from './errors.ts';
import { succeededMessage } from './operation-messages.ts';
import { runOperation, useOperation, useOperations } from './operations.ts';
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

describe('runOperation', () => {
  test('operation › ended immediately › its result, and a message with its duration', async () => {
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

  test.each([true, false])(
    'operation › ended with a warning, quiet: %s › the warning stays on screen',
    async (quiet) => {
      const log = [{ at: '2026-11-20T10:00:05.000Z', text: 'main cannot pause writes.', level: 'warning' }];
      core.reply({ instances: { start: () => ({ ...done, log }) as never } });
      show(<p />);
      await runOperation(begin, { quiet });
      expect(await screen.findByText('main cannot pause writes.')).toBeTruthy();
      expect(screen.getByText(quiet ? `Warning: ${done.title}` : 'main started (1.0 s)')).toBeTruthy();
    },
  );

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

  test('operation › cancelled, but not all of it undone › says what stays', async () => {
    const { error, ...begun } = failed('CANCELLED', 'Cancelled.', 'cancelled');
    const kept = { ...begun, error: { ...error, data: { kept: 'One stays.' } } };
    core.reply({ instances: { start: () => kept as never } });
    show(<p />);
    await expect(runOperation(begin, { ownError: true })).rejects.toSatisfy(isCancelled);
    expect(await screen.findByText('One stays.')).toBeTruthy();
    expect(screen.queryByText(clientWords.allChangesWereRolledBack)).toBeNull();
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
