import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LogLine } from '../../../shared/contract/logs.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { logOnScreen, relativeTimes, wrapLines } from './log-actions.ts';
import { LogPage } from './log-page.tsx';
import * as logsWords from './words.ts';

const line = (text: string, change: Partial<LogLine> = {}): LogLine => ({
  ...{ at: '2026-11-20T10:00:00.123Z', source: 'file', level: 'notice', text },
  ...change,
});
interface Batch {
  readonly items: LogLine[];
  readonly dropped: number;
  readonly notes: string[];
}
const batch = (items: readonly LogLine[], change: Partial<Batch> = {}): Batch => ({
  ...{ items: [...items], dropped: 0, notes: [] },
  ...change,
});
const follows = () => core.calls.filter(({ procedure }) => procedure === 'logs.follow').map(({ input }) => input);
const lines = () => screen.queryAllByRole('option').map(({ textContent }) => textContent ?? '');
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

afterEach(() =>
  act(() => {
    wrapLines.set(false);
    relativeTimes.set(false);
  }),
);

/** Shows the log; `send` gives it more lines. */
async function open(first: Batch | null) {
  let wake: () => void = () => undefined;
  const waiting: Batch[] = [];
  /** What the next request is answered with. Another filter matches nothing at first. */
  let answer = first;
  core.reply({
    logs: {
      follow: async function* () {
        if (answer) {
          const now = answer;
          answer = batch([]);
          yield now;
        }
        for (;;) {
          for (let next = waiting.shift(); next; next = waiting.shift()) yield next;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } as never,
    },
  });
  const shown = show(<LogPage id="main" />);
  const send = async (next: Batch) => {
    await act(async () => {
      waiting.push(next);
      wake();
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  };
  return { ...shown, send };
}

describe('log page', () => {
  test('log › lines arrive › shown in order with their level, and counted', async () => {
    const { send } = await open(batch([line('first'), line('second', { level: 'warning' })]));
    await waitFor(() => expect(lines()).toHaveLength(2));
    expect(lines()[1]).toMatch(/warning.*second/);
    await send(batch([line('third')]));
    await waitFor(() => expect(lines().at(-1)).toContain('third'));
    expect(document.body.textContent).toContain('3 lines');
    expect(follows()).toEqual([{ id: 'main', lines: 2000, filter: undefined }]);
  });

  test('log › markup, escape codes and long lines › are text, and nothing of them runs', async () => {
    const hostile = `<img src=x onerror="alert(1)"> ␛[31mred␛[0m ${'x'.repeat(20_000)}`;
    await open(batch([line(hostile)]));
    await waitFor(() => expect(lines()).toHaveLength(1));
    expect(screen.queryByRole('img', { name: '' })?.tagName ?? 'none').not.toBe('IMG');
    expect(document.querySelector('img')).toBeNull();
    expect(lines()[0]).toContain('<img src=x onerror="alert(1)">');
  });

  test('log › dropped lines and notes › reported between the lines', async () => {
    await open(batch([line('after')], { dropped: 7, notes: ['The file was truncated.'] }));
    await waitFor(() => expect(lines().length).toBeGreaterThan(1));
    const text = lines().join('\n');
    expect(text).toContain('The file was truncated.');
    expect(text).toMatch(/7 lines were dropped here|7 .*dropped here/);
  });

  test('log › before the first answer › does not say that it is empty', async () => {
    await open(null);
    expect(screen.queryByText(logsWords.theLogOfIdIsEmpty('main'))).toBeNull();
    expect(document.body.textContent).toContain(logsWords.reading);
    expect(button(logsWords.save).disabled).toBe(true);
  });

  test('log › empty, or no line matches › two different messages', async () => {
    const { user } = await open(batch([]));
    expect(await screen.findByText(logsWords.theLogOfIdIsEmpty('main'))).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Debug' }));
    expect(await screen.findByText(logsWords.noMatchingLines)).toBeTruthy();
    await user.click(button(logsWords.showAllLines));
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Debug' }).checked).toBe(true);
  });

  test('log › there is no such instance › the reason and Try again, which reads again', async () => {
    core.reply({
      logs: {
        follow: () => {
          throw failure('NOT_FOUND', 'There is no instance "main".', { what: 'instance', id: 'main' });
        },
      },
    });
    const { user } = show(<LogPage id="main" />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('There is no instance "main".');
    const before = follows().length;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(follows().length).toBeGreaterThan(before));
  });
});

describe('log filter', () => {
  test('filter › levels and a text › are asked of the core, and named in the line for a terminal', async () => {
    const { user } = await open(batch([line('a')]));
    await waitFor(() => expect(lines()).toHaveLength(1));
    await user.click(screen.getByRole('checkbox', { name: 'Notice' }));
    await fill(user, screen.getByRole('textbox', { name: logsWords.filterByText }), 'a b');
    await waitFor(() =>
      expect(follows().at(-1)).toMatchObject({
        filter: { levels: ['warning', 'verbose', 'debug', 'none'], text: 'a b' },
      }),
    );
    expect(document.body.textContent).toContain("--filter 'a b'");
  });

  test('filter › an expression that is invalid › the reason at the field, which names it', async () => {
    const { user } = await open(batch([line('a')]));
    await user.click(button(logsWords.regularExpression));
    core.reply({
      logs: {
        follow: () => {
          throw failure('BAD_VALUE', 'Invalid regular expression (a: Unterminated group.', {
            field: 'regex',
            expected: 'a regular expression',
          });
        },
      },
    });
    const field = screen.getByRole('textbox', { name: logsWords.filterByRegularExpression });
    await fill(user, field, '(a');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Unterminated group');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(field.getAttribute('aria-describedby')).toBe(alert.id);
    await waitFor(() => expect(follows().at(-1)).toMatchObject({ filter: { regex: '(a' } }));
  });

  test('filter › Escape › clears the text, but nothing else', async () => {
    const { user } = await open(batch([line('a')]));
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: logsWords.filterByText });
    await fill(user, field, 'x');
    await user.keyboard('{Escape}');
    expect(field.value).toBe('');
  });

  test('filter › kept by the tab with other fields, or no JSON › is ignored', async () => {
    for (const kept of ['{', 'null', '[]', '{"levels":[]}', '"text"', '7']) {
      sessionStorage.setItem('vrooli.logs.choice', kept);
      const { unmount } = await open(batch([line('a')]));
      await waitFor(() => expect(lines()).toHaveLength(1));
      expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Warning' }).checked).toBe(true);
      unmount();
    }
  });
});

describe('finding in the log', () => {
  const some = ['one', 'two one', 'three', 'ONE'].map((text) => line(text));
  async function search(text: string) {
    const shown = await open(batch(some));
    await waitFor(() => expect(lines()).toHaveLength(4));
    await fill(shown.user, screen.getByRole('textbox', { name: logsWords.findInTheseLines }), text);
    return shown;
  }
  const position = () => screen.getByLabelText(logsWords.matchesFound).textContent;

  test('find › Enter and Shift Enter › to older and newer matches, and around the end', async () => {
    const { user } = await search('one');
    await waitFor(() => expect(position()).toBe('3'));
    const places: (string | null)[] = [];
    for (const keys of ['{Enter}', '{Enter}', '{Enter}', '{Enter}', '{Shift>}{Enter}{/Shift}']) {
      await user.keyboard(keys);
      places.push(position());
    }
    expect(places).toEqual(['3 of 3', '2 of 3', '1 of 3', '3 of 3', '1 of 3']);
    expect(screen.getByRole<HTMLInputElement>('switch', { name: logsWords.follow }).checked).toBe(false);
  });

  test('find › no match › says none, and its buttons do nothing', async () => {
    const { user } = await search('zzz');
    await waitFor(() => expect(position()).toBe('none'));
    expect(button(logsWords.previousMatch).disabled).toBe(true);
    await user.keyboard('{Enter}');
    expect(position()).toBe('none');
  });

  test('find › signs of a regular expression › are plain characters', async () => {
    await search('.*');
    await waitFor(() => expect(position()).toBe('none'));
  });

  test('find › Escape › clears', async () => {
    const { user } = await search('one');
    await user.keyboard('{Escape}');
    expect(position()).toBe('');
  });
});

describe('log by keyboard', () => {
  const some = ['a', 'b', 'c', 'd'].map((text) => line(text));
  async function list() {
    const shown = await open(batch(some));
    await waitFor(() => expect(lines()).toHaveLength(4));
    const box = screen.getByRole('listbox', { name: logsWords.logOfId('main') });
    act(() => box.focus());
    return { ...shown, box };
  }
  const selected = () => screen.getAllByRole('option', { selected: true }).map((one) => one.textContent?.slice(-1));
  const active = (box: HTMLElement) => {
    const id = box.getAttribute('aria-activedescendant');
    return id === null ? null : document.getElementById(id)?.textContent?.slice(-1);
  };

  test('keyboard › arrows, Shift and Escape › move, extend and clear; the active line is one that is there', async () => {
    const { user, box } = await list();
    await user.keyboard('{ArrowUp}');
    expect([active(box), selected()]).toEqual(['d', ['d']]);
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{/Shift}');
    expect([active(box), selected()]).toEqual(['b', ['b', 'c', 'd']]);
    expect(button(logsWords.copySelected('3'))).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(box.getAttribute('aria-activedescendant')).toBeNull();
    expect(screen.queryAllByRole('option', { selected: true })).toEqual([]);
  });

  test('keyboard › Ctrl A and Ctrl C › every line in the clipboard, in the format of the CLI', async () => {
    const { user } = await list();
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    try {
      await user.keyboard('{Control>}a{/Control}');
      expect(selected()).toEqual(['a', 'b', 'c', 'd']);
      await user.keyboard('{Control>}c{/Control}');
      await waitFor(() => expect(written).toHaveBeenCalledTimes(1));
      const [text] = written.mock.calls[0] as [string];
      expect(text.split('\n')).toHaveLength(4);
      expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.123 {2}notice {3}a$/m);
    } finally {
      written.mockRestore();
    }
  });

  test('keyboard › the selected line is gone after another filter › no line is active', async () => {
    const { user, send } = await list();
    await user.keyboard('{ArrowUp}');
    await user.click(screen.getByRole('checkbox', { name: 'Debug' }));
    await waitFor(() => expect(follows().length).toBe(2));
    await send(batch([line('z')]));
    await waitFor(() => expect(lines()).toHaveLength(1));
    const box = screen.getByRole('listbox', { name: logsWords.logOfId('main') });
    expect(box.getAttribute('aria-activedescendant')).toBeNull();
  });

  test('log › Follow is off › new lines wait and are counted, until they are asked for', async () => {
    const { user, send } = await list();
    await user.click(screen.getByRole('switch', { name: logsWords.follow }));
    await send(batch([line('e'), line('f')]));
    await user.click(await screen.findByRole('button', { name: '2 new lines' }));
    await waitFor(() => expect(lines().at(-1)).toContain('f'));
    expect(screen.getByRole<HTMLInputElement>('switch', { name: logsWords.follow }).checked).toBe(true);
  });

  test('log › leaves the page › its commands end with it', async () => {
    const { unmount } = await list();
    expect(logOnScreen.get()).not.toBeNull();
    unmount();
    expect(logOnScreen.get()).toBeNull();
  });

  test('log › relative times and wrapped lines › kept for the next visit', async () => {
    const { user } = await list();
    await user.click(screen.getByRole('radio', { name: logsWords.relative }));
    await user.click(button(logsWords.wrapLongLines));
    expect([relativeTimes.get(), wrapLines.get()]).toEqual([true, true]);
    expect(button(logsWords.wrapLongLines).getAttribute('aria-pressed')).toBe('true');
    expect(localStorage.getItem('vrooli.logs.wrap')).toBe('true');
  });
});
