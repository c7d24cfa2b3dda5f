import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { show } from '../../test/support/components/show.tsx';
import { connection } from './api.ts';
import { hideDone, showDone, showFailure, showWarning } from './toasts.tsx';
import * as clientWords from './words.ts';

// cspell:ignore täglich

const connected = connection.get();

afterEach(() => {
  vi.useRealTimers();
  act(() => connection.set(connected));
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

  test('warning › replaces a success with the same title › stays longer than the success would', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    show(<p />);
    act(() => showDone('2 tenants moved'));
    act(() => showWarning('2 tenants moved', 'One stayed.'));
    await screen.findByText('One stayed.');
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText('One stayed.')).toBeTruthy();
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
