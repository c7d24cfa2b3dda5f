import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Machine } from '../../../shared/contract/machine.ts';
import type { PreferenceList, PreferenceState } from '../../../shared/contract/preference.ts';
import { definitionOf, preferenceNames } from '../../../shared/contract/preference-table.ts';
import type { UpdateState } from '../../../shared/contract/update.ts';
import { preferenceWords } from '../../../shared/preference-words.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { connection } from '../../client/api.ts';
import { versionFacts } from './about-panel.tsx';
import { PreferencesView } from './preferences-view.tsx';
import * as words from './words.ts';

vi.mock('@tanstack/react-router', async (load) => ({
  ...(await load<object>()),
  Link: ({ children }: { children: string }) => <a href="#x">{children}</a>,
}));

const connected = connection.get();
let list: PreferenceList;
let update: UpdateState;
const machines: Machine[] = [];
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const title = (name: PreferenceState['name']) => preferenceWords[name].title;

function states(changes: Partial<Record<string, Partial<PreferenceState>>> = {}): PreferenceState[] {
  return preferenceNames.map((name) => ({
    ...{ name, value: definitionOf(name).initial, from: 'default', variable: null, honoured: true, problem: null },
    ...changes[name],
  }));
}

beforeEach(() => {
  list = { items: states(), locked: null };
  update = {
    ...{ unsupported: null, status: 'idle', version: null, notes: null, sizeBytes: null },
    ...{ fraction: null, skipped: false, message: null, checkedAt: null },
  };
  core.reply({
    preferences: {
      list: () => list,
      save: (changes) => {
        const items = list.items.map((item) =>
          item.name in changes ? { ...item, value: changes[item.name] ?? item.value, from: 'chosen' as const } : item,
        );
        list = { ...list, items };
        return list;
      },
      reset: ({ names = [] }) => {
        const items = states().map((item, at) => (names.includes(item.name) ? item : (list.items[at] ?? item)));
        list = { ...list, items };
        return list;
      },
      home: () => ({
        ...{ path: '~/My Data', variable: null, freeBytes: 1024 ** 3, totalBytes: 3000 },
        parts: [{ part: 'instances', bytes: 2000 }],
      }),
    },
    updates: {
      state: () => update,
      check: () => {
        update = { ...update, status: 'available', version: '1.5.0', notes: 'One', sizeBytes: 1024 };
        return update;
      },
      skip: () => {
        update = { ...update, skipped: true };
        return update;
      },
    },
    engines: { list: () => [], machines: () => machines, contexts: () => [] },
    app: {
      about: () => ({
        ...{ name: 'Vrooli Redis Desktop', version: '1.2.3', electron: null, chromium: null },
        ...{ node: '24.1.0', system: 'linux x64 6.8' },
      }),
    },
  });
});
afterEach(() =>
  act(() => {
    connection.set(connected);
  }),
);

async function open() {
  const shown = show(<PreferencesView />);
  await screen.findByText(title('theme'));
  return shown;
}

test('the home folder › a space in its path › the commands of a move quote it, and expand ~', async () => {
  const { user } = await open();
  await user.click(await screen.findByRole('button', { name: words.move }));
  const { textContent } = await screen.findByRole('dialog', { name: words.moveTitle });
  expect(textContent).toContain("mv ~/'My Data' /new/place");
  expect(textContent).toContain("ln -s /new/place ~/'My Data'");
});

describe('the page of preferences', () => {
  test('a choice, a switch and a field › save their value, and only on a change', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    await user.click(screen.getByRole('switch', { name: title('verify-backups') }));
    const field = screen.getByRole('textbox', { name: title('backups-kept') });
    await fill(user, field, '14');
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(inputs('preferences.save')).toEqual([
        { theme: 'dark' },
        { 'verify-backups': false },
        { 'backups-kept': 14 },
      ]),
    );
    await user.click(screen.getByRole('textbox', { name: title('mirror') }));
    await user.tab();
    expect(inputs('preferences.save')).toHaveLength(3);
  });

  test('a field with an invalid value › says what is valid and saves nothing; Escape restores', async () => {
    const { user } = await open();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: title('metrics-port') });
    await fill(user, field, '70000');
    expect(screen.getByText('A whole number from 1 to 65535.')).toBeTruthy();
    await user.tab();
    expect(inputs('preferences.save')).toEqual([]);
    await user.click(field);
    await user.keyboard('{Escape}');
    expect(field.value).toBe('9121');
  });

  test('a refused value › is a toast, and the field shows the value in effect', async () => {
    core.reply({
      preferences: {
        save: () => {
          const expected = 'a port other than 6380';
          throw failure('BAD_VALUE', 'Port 6380 is reserved for main.', { field: 'metrics-port', expected });
        },
      },
    });
    const { user } = await open();
    await fill(user, screen.getByRole('textbox', { name: title('metrics-port') }), '6380');
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/Port 6380 is reserved for main/)).toBeTruthy();
  });

  test('a value of a variable › is shown with its name, and cannot be changed', async () => {
    list = { ...list, items: states({ image: { value: 'redis:7.4', from: 'variable', variable: 'REDIS_IMAGE' } }) };
    await open();
    expect(screen.getByText(words.setBy('REDIS_IMAGE'))).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: title('image') }).disabled).toBe(true);
  });

  test('a preference that this client does not act on › not shown', async () => {
    list = { ...list, items: states({ updates: { honoured: false }, 'start-at-login': { honoured: false } }) };
    await open();
    expect(screen.queryByText(title('updates'))).toBeNull();
    expect(screen.queryByText(title('start-at-login'))).toBeNull();
    expect(screen.queryByText(title('seen-tour'))).toBeNull();
  });

  test('reset › one by its button, all after a question that names them', async () => {
    list = {
      ...list,
      items: states({ units: { value: 'decimal', from: 'chosen' }, times: { value: 'exact', from: 'chosen' } }),
    };
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: words.reset(title('units')) }));
    await waitFor(() => expect(inputs('preferences.reset')).toEqual([{ names: ['units'] }]));
    await user.click(screen.getByRole('button', { name: words.resetAll }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain(words.resetAllText(title('times')));
    await user.click(within(dialog).getByRole('button', { name: words.resetAll }));
    await waitFor(() => expect(inputs('preferences.reset')).toEqual([{ names: ['units'] }, { names: ['times'] }]));
  });

  test('a file of a newer version › says so, and nothing can be changed', async () => {
    list = { ...list, locked: 'preferences.json was written by a newer version.' };
    await open();
    expect(screen.getByText(list.locked ?? '', { selector: '[role=alert]' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('switch', { name: title('metrics') }).disabled).toBe(true);
  });

  test('disconnected › the last values stay and cannot be changed', async () => {
    await open();
    act(() => connection.set({ state: 'connecting', since: Date.now(), attempt: 1 } as never));
    expect(screen.getByText(words.disconnected)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('switch', { name: title('metrics') }).disabled).toBe(true);
  });

  test('a search › keeps what matches by title, hint, name or value', async () => {
    const { user } = await open();
    await fill(user, screen.getByRole('textbox', { name: words.search }), 'docker hub');
    expect(screen.queryByText(title('theme'))).toBeNull();
    expect(screen.getByText(title('mirror'))).toBeTruthy();
    await fill(user, screen.getByRole('textbox', { name: words.search }), 'nothing like this');
    await user.click(screen.getByRole('button', { name: words.showAll }));
    expect(screen.getByText(title('theme'))).toBeTruthy();
  });

  test('an update › checked for and skipped only on request, and hidden if the client has none', async () => {
    const { user, unmount } = await open();
    await user.click(await screen.findByRole('button', { name: words.updateActions.check }));
    expect(await screen.findByText(words.offered('1.5.0', '1 KB', false))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: words.updateActions.skip }));
    expect(await screen.findByText(words.offered('1.5.0', '1 KB', true))).toBeTruthy();
    unmount();
    list = { ...list, items: states({ updates: { honoured: false } }) };
    await open();
    expect(screen.queryByText(words.update)).toBeNull();
  });
});

test('versions › to copy › name the app, Node.js, engines and every Redis once', () => {
  const about = { name: 'App', version: '1.0.0', electron: '45.4.1', chromium: '150', node: '24', system: 'linux' };
  const engines = [{ product: 'Docker', version: '28', available: true }] as never;
  const instances = [{ version: '7.4.1' }, { version: '7.4.1' }, { version: null }, { version: '7.0.15' }];
  expect(versionFacts(about, engines, instances)).toEqual([
    ['App', '1.0.0'],
    ['Electron, Chromium', '45.4.1, 150'],
    ['Node.js', '24'],
    ['Docker', '28'],
    ['Redis', '7.0.15, 7.4.1'],
    ['System', 'linux'],
  ]);
});
