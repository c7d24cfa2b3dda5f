import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { copySecret } from './secret-clipboard.ts';

/** A fake clipboard, with or without focus of the page. */
function browser(options: { readonly permission: 'granted' | 'prompt' | 'unknown'; readonly focused?: boolean }) {
  const state = { text: '', focused: options.focused ?? true, focus: () => undefined as unknown };
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: async (text: string) => {
        state.text = text;
      },
      readText: async () => state.text,
    },
    permissions: {
      query: async () => {
        if (options.permission === 'unknown') throw new TypeError('no such permission');
        return { state: options.permission };
      },
    },
  });
  vi.stubGlobal('document', { hasFocus: () => state.focused });
  vi.stubGlobal('window', {
    addEventListener: (_: string, listener: () => void) => {
      state.focus = listener;
    },
  });
  return state;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const secret = async () => 'redis://:pa55@localhost';

it('copySecret › reading is granted › clears the clipboard after a minute and says so', async () => {
  const clipboard = browser({ permission: 'granted' });
  expect(await copySecret(secret)).toContain('after 60 s');
  await vi.advanceTimersByTimeAsync(59_000);
  expect(clipboard.text).toBe('redis://:pa55@localhost');
  await vi.advanceTimersByTimeAsync(2000);
  expect(clipboard.text).toBe('');
});

it('copySecret › something else was copied since › leaves it', async () => {
  const clipboard = browser({ permission: 'granted' });
  await copySecret(secret);
  clipboard.text = 'something else';
  await vi.advanceTimersByTimeAsync(61_000);
  expect(clipboard.text).toBe('something else');
});

it('copySecret › page without focus › clears the clipboard on the next focus', async () => {
  const clipboard = browser({ permission: 'granted', focused: false });
  await copySecret(secret);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(clipboard.text).toBe('redis://:pa55@localhost');
  clipboard.focused = true;
  clipboard.focus();
  await vi.advanceTimersByTimeAsync(0);
  expect(clipboard.text).toBe('');
});

it.each(['prompt', 'unknown'] as const)(
  'copySecret › reading is %s › reads nothing and says that the password stays',
  async (permission) => {
    const clipboard = browser({ permission });
    expect(await copySecret(secret)).toContain('stays on the clipboard');
    await vi.advanceTimersByTimeAsync(61_000);
    expect(clipboard.text).toBe('redis://:pa55@localhost');
  },
);
