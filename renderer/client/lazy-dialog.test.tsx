import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { show } from '../../test/support/components/show.tsx';
import { createStore } from '../lib/store.ts';
import { connection } from './api.ts';
import { lazyDialog } from './lazy-dialog.tsx';

// cspell:ignore täglich

const connected = connection.get();

afterEach(() => {
  vi.useRealTimers();
  act(() => connection.set(connected));
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
