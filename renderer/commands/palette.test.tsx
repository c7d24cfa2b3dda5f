import { IconServer2 } from '@tabler/icons-react';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppInfo } from '../../shared/contract/app.ts';
import { core } from '../../test/support/components/fake-core.ts';
import { showStatuses } from '../../test/support/components/live-statuses.ts';
import { show } from '../../test/support/components/show.tsx';
import { someStatus } from '../../test/support/some-status.ts';
import type { Command } from './command.ts';
import { availability, contextFor, runCommand } from './context.ts';
import type { Entry, EntryKind } from './entry.ts';
import { Palette } from './palette.tsx';
import { paletteOpened, takeTypedAhead, typeAhead } from './palette-store.ts';
import { recentEntries, rememberEntry } from './recent-entries.ts';
import { allCommands, commandById, registerCommands } from './registry.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { shortcutsShown } from './shortcuts-store.ts';
import { letterShortcuts, useShortcuts } from './use-shortcuts.ts';
import * as commandWords from './words.ts';

const someApp: AppInfo = {
  name: 'Vrooli Redis',
  version: '1.0.0',
  face: 'desktop',
  home: '~/.vrooli',
  platform: 'linux',
  terminalCommand: '/opt/manage.sh',
};
const opened = vi.fn();
const entry = (kind: EntryKind, title: string, change: Partial<Entry> = {}): Entry => ({
  ...{
    id: `${kind}:${title}`,
    kind,
    title,
    also: '',
    line: '',
    mono: false,
    icon: IconServer2,
    blocked: null,
    copies: null,
  },
  open: () => opened(title),
  ...change,
});
const entries = [
  entry('instance', 'main', { copies: 'manage.sh --action status' }),
  entry('instance', 'acme'),
  entry('command', 'Stop main', { copies: 'manage.sh --action stop' }),
  entry('command', 'Restart main', {
    blocked: 'Unavailable while disconnected',
    line: 'Unavailable while disconnected',
  }),
  entry('view', 'Go to charts'),
  ...['a', 'b', 'c', 'd', 'e'].map((name) => entry('backup', `nightly-${name}`)),
];

const ran = vi.fn();
const command = (id: string, change: Partial<Command> = {}): Command => ({
  ...{ id, title: () => id, group: 'View', icon: IconServer2 },
  run: () => ran(id),
  ...change,
});
let isAvailable: boolean | string = true;
const removeCommands = registerCommands([
  command('test.letter', { shortcut: 'x', available: () => isAvailable }),
  command('test.sequence', { shortcut: 'g x' }),
  command('test.mod', { shortcut: 'mod+j' }),
  command('test.instance', { shortcut: 'y', run: ({ instance }) => ran(instance?.id ?? null) }),
]);

// All files share one registry, and another test reads it whole.
afterAll(() => removeCommands());
beforeEach(() => {
  core.reply({ app: { info: () => someApp } });
  isAvailable = true;
  opened.mockClear();
  ran.mockClear();
  recentEntries.set([]);
  letterShortcuts.set(true);
  window.location.hash = '#/';
});
afterEach(() =>
  act(() => {
    paletteOpened.set(false);
    shortcutsShown.set(false);
    takeTypedAhead();
  }),
);

async function open(source = () => entries as readonly Entry[]) {
  const shown = show(<Palette entriesOf={source} />);
  act(() => paletteOpened.set(true));
  const field = await screen.findByRole<HTMLInputElement>('combobox', { name: commandWords.searchOrRunACommand });
  return { ...shown, field };
}
const options = () => screen.queryAllByRole('option');
const selected = () => options().find((option) => option.getAttribute('aria-selected') === 'true')?.textContent;
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe('palette › keyboard', () => {
  test('opens › the field has the focus and the first entry is chosen', async () => {
    const { field } = await open();
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(selected()).toContain('main');
    expect(field.getAttribute('aria-activedescendant')).toBe(options()[0]?.id);
  });

  test.each([
    ['first', true],
    ['again', false],
  ])('Escape, opened %s › the element that had the focus has it again', async (_, isFirst) => {
    const button = document.body.appendChild(document.createElement('button'));
    button.focus();
    if (isFirst) act(() => paletteOpened.set(true));
    show(<Palette entriesOf={() => entries} />);
    if (!isFirst) act(() => paletteOpened.set(true));
    const field = await screen.findByRole('combobox');
    await waitFor(() => expect(document.activeElement).toBe(field));
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(button));
    button.remove();
  });

  test('keys that were typed while it opened › are not lost', async () => {
    typeAhead('s');
    typeAhead('t');
    const { field } = await open();
    expect(field.value).toBe('st');
  });

  test('arrows and pages › stop at both ends', async () => {
    const { field } = await open();
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(selected()).toBe(options()[0]?.textContent);
    fireEvent.keyDown(field, { key: 'PageDown' });
    fireEvent.keyDown(field, { key: 'PageDown' });
    expect(selected()).toBe(options().at(-1)?.textContent);
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(selected()).toBe(options().at(-1)?.textContent);
  });

  test('Enter › opens the chosen entry, closes the palette and remembers it', async () => {
    const { field } = await open();
    type(field, 'charts');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(opened).toHaveBeenCalledExactlyOnceWith('Go to charts');
    expect(paletteOpened.get()).toBe(false);
    expect(recentEntries.get()).toEqual(['view:Go to charts']);
  });

  test('Enter › on a blocked entry › nothing runs, and the palette stays to show why', async () => {
    const { field } = await open();
    type(field, 'restart');
    expect(selected()).toContain('Unavailable while disconnected');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect([opened.mock.calls.length, paletteOpened.get()]).toEqual([0, true]);
  });

  test('Enter › without results › nothing, and the words are repeated', async () => {
    const { field } = await open();
    type(field, '  zzzz ');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(opened).not.toHaveBeenCalled();
    expect(screen.getByText(commandWords.noResultsForWords('zzzz'))).toBeTruthy();
    expect(field.getAttribute('aria-activedescendant')).toBeNull();
  });

  test('Ctrl Enter › copies the CLI command with the full path instead of running it', async () => {
    const { field } = await open();
    await waitFor(() => expect(core.calls.some(({ procedure }) => procedure === 'app.info')).toBe(true));
    type(field, 'stop');
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    await screen.findByText(commandWords.cliCommandCopied);
    expect(await navigator.clipboard.readText()).toContain('--action stop');
    expect(opened).not.toHaveBeenCalled();
  });

  test('a new word › chooses the best match again, not the row of before', async () => {
    const { field } = await open();
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    type(field, 'acme');
    expect(selected()).toContain('acme');
  });
});

describe('palette › kinds', () => {
  const pressed = () =>
    within(screen.getByRole('toolbar'))
      .getAllByRole('button')
      .find((one) => one.getAttribute('aria-pressed') === 'true')?.textContent;

  test('more than three of a kind › a button shows all of them', async () => {
    const { field } = await open();
    type(field, 'nightly');
    expect(options()).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: commandWords.more('2') }));
    expect(options()).toHaveLength(5);
    expect(document.activeElement).toBe(field);
  });

  test('right and left at the end of the text › the next and the previous kind; within the text only the caret moves', async () => {
    const { field } = await open();
    type(field, 'main');
    field.setSelectionRange(2, 2);
    fireEvent.keyDown(field, { key: 'ArrowRight' });
    expect(pressed()).toMatch(/^All/);
    field.setSelectionRange(4, 4);
    fireEvent.keyDown(field, { key: 'ArrowRight' });
    expect(pressed()).toMatch(/^Instances/);
    field.setSelectionRange(0, 0);
    fireEvent.keyDown(field, { key: 'ArrowLeft' });
    expect(pressed()).toMatch(/^All/);
  });

  test('> › commands only; choosing a kind drops the sign', async () => {
    const { field } = await open();
    type(field, '> main');
    expect(
      options()
        .map(({ textContent }) => textContent)
        .join(),
    ).not.toContain('acme');
    expect(options()).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: /^Instances/ }));
    expect(field.value).toBe('main');
    expect(options()).toHaveLength(1);
  });
});

describe('palette › recent entries', () => {
  test('recent › come first for an empty search; a blocked one does not', async () => {
    rememberEntry('backup:nightly-d');
    rememberEntry('command:Restart main');
    await open();
    expect(screen.getByText(commandWords.recent)).toBeTruthy();
    expect(selected()).toContain('nightly-d');
  });

  test('remember › the same entry twice › once, in front; at most twenty', () => {
    for (let index = 0; index < 30; index++) rememberEntry(`e${index}`);
    rememberEntry('e20');
    expect(recentEntries.get()).toHaveLength(20);
    expect(recentEntries.get().slice(0, 2)).toEqual(['e20', 'e29']);
  });
});

describe('palette › instance', () => {
  test('Tab › the next instance, around; the commands are about it', async () => {
    await showStatuses(someStatus('main'), someStatus('acme', { port: 6381 }));
    const about = vi.fn((context: { instance: { id: string } | null }) => [
      entry('instance', context.instance?.id ?? 'none'),
    ]);
    const { field } = await open(about as never);
    expect(selected()).toContain('main');
    fireEvent.keyDown(field, { key: 'Tab' });
    expect(selected()).toContain('acme');
    fireEvent.keyDown(field, { key: 'Tab' });
    expect(selected()).toContain('main');
    fireEvent.keyDown(field, { key: 'Tab', shiftKey: true });
    expect(selected()).toContain('acme');
  });

  test('the page of an instance › is the one that the palette is about', async () => {
    await showStatuses(someStatus('main'), someStatus('acme', { port: 6381 }));
    window.location.hash = '#/charts/acme';
    await open(((context: { instance: { id: string } | null }) => [
      entry('instance', context.instance?.id ?? 'none'),
    ]) as never);
    expect(selected()).toContain('acme');
  });
});

describe('commands', () => {
  test('register › the same id twice › fails, unless the page was hot-reloaded', () => {
    const again = () => registerCommands([allCommands().find(({ id }) => id === 'test.letter') as Command]);
    if (import.meta.hot) expect(again).not.toThrow();
    else expect(again).toThrow('test.letter');
    expect(commandById('test.letter')?.id).toBe('test.letter');
    expect(allCommands().filter(({ id }) => id === 'test.letter')).toHaveLength(1);
  });

  test('run › hidden or disabled › does not run; a failure inside does not reach the page', async () => {
    const context = contextFor(null);
    for (const available of [false, 'The reason.']) runCommand(command('a', { available: () => available }), context);
    expect(ran).not.toHaveBeenCalled();
    expect(availability(command('b'), context)).toBe(true);
    runCommand(command('c', { run: async () => Promise.reject(new Error('shown elsewhere')) }), context);
    await act(async () => undefined);
  });
});

describe('shortcuts', () => {
  function Page() {
    useShortcuts();
    return (
      <>
        <input aria-label="field" />
        <input aria-label="choice" type="checkbox" />
        <div data-instance="acme">
          <button type="button">row</button>
        </div>
      </>
    );
  }
  const press = (key: string, more: object = {}, target: Element = document.body) =>
    fireEvent.keyDown(target, { key, ...more });

  test('a letter › runs its command; not in a field, with Alt, held down, or over a dialog', () => {
    show(<Page />);
    press('x');
    expect(ran).toHaveBeenCalledExactlyOnceWith('test.letter');
    ran.mockClear();
    press('x', {}, screen.getByLabelText('field'));
    press('x', { altKey: true });
    press('x', { repeat: true });
    expect(ran).not.toHaveBeenCalled();
    press('x', {}, screen.getByLabelText('choice'));
    expect(ran).toHaveBeenCalledOnce();
    ran.mockClear();
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    dialog.setAttribute('aria-modal', 'true');
    document.body.append(dialog);
    press('x');
    expect(ran).not.toHaveBeenCalled();
    dialog.remove();
  });

  test('letters turned off › only shortcuts with Ctrl work', () => {
    letterShortcuts.set(false);
    show(<Page />);
    press('x');
    press('j', { ctrlKey: true }, screen.getByLabelText('field'));
    expect(ran.mock.calls).toEqual([['test.mod']]);
  });

  test('a sequence › both letters in time; too late, or with another between, is nothing', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    show(<Page />);
    press('g');
    press('x');
    expect(ran).toHaveBeenLastCalledWith('test.sequence');
    ran.mockClear();
    press('g');
    vi.setSystemTime(Date.now() + 1300);
    press('x');
    expect(ran).toHaveBeenLastCalledWith('test.letter');
    ran.mockClear();
    press('g');
    press('q');
    press('x');
    expect(ran).toHaveBeenLastCalledWith('test.letter');
    vi.useRealTimers();
  });

  test('a command that does not apply here › its key does nothing', () => {
    isAvailable = false;
    show(<Page />);
    press('x');
    expect(ran).not.toHaveBeenCalled();
  });

  test('the focused row › is the instance of the command', async () => {
    await showStatuses(someStatus('main'), someStatus('acme', { port: 6381 }));
    show(<Page />);
    window.location.hash = '#/instances/main';
    press('y');
    press('y', {}, screen.getByText('row'));
    expect(ran.mock.calls).toEqual([['main'], ['acme']]);
  });

  test('the palette is open, its field not yet › typed keys are kept for it', () => {
    show(<Page />);
    act(() => paletteOpened.set(true));
    press('x');
    press('😀');
    press('Shift');
    expect(ran).not.toHaveBeenCalled();
    expect(takeTypedAhead()).toBe('x😀');
    expect(takeTypedAhead()).toBe('');
  });

  test('the list of shortcuts › every command that has one, and a switch for letters that lasts', async () => {
    const { user } = show(<ShortcutsDialog />);
    act(() => shortcutsShown.set(true));
    expect(await screen.findByText('test.sequence')).toBeTruthy();
    await user.click(screen.getByRole('switch', { name: new RegExp(commandWords.singleLetterShortcuts) }));
    expect(letterShortcuts.get()).toBe(false);
    expect(localStorage.getItem('vrooli.letter-shortcuts')).toBe('false');
  });
});
