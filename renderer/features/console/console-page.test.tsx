import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandDoc, ConsoleState, HeldCommand, Sent } from '../../../shared/contract/console.ts';
import { consoleEvents } from '../../../test/support/components/console-events.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { someStatus } from '../../../test/support/some-status.ts';
import { discardDraft, draftOf } from '../settings/model/draft.ts';
import { ConsolePage } from './console-page.tsx';
import { closeTab, showTab } from './model/open-tabs.ts';

const idle: ConsoleState = { database: 0, protocol: 2, inTransaction: false, activity: 'idle' };

const doc = (name: string, change: Partial<CommandDoc> = {}): CommandDoc => ({
  ...{ name, summary: `What ${name} does`, since: '1.0.0', group: 'string', complexity: 'O(1)', syntax: 'key' },
  ...{ deprecated: null, access: 'read' as const, isContainer: false },
  ...change,
});

const reply = (text: string, change: Partial<Extract<Sent, { kind: 'reply' }>> = {}): Sent => ({
  ...{ kind: 'reply' as const, id: 'r1', reply: { text, next: null, lostBytes: 0 }, isError: false, milliseconds: 0.4 },
  ...{ receivedBytes: text.length, end: 'replied' as const, key: null, state: idle },
  ...change,
});

interface Opened {
  readonly sends?: (text: string, confirmed: boolean) => Sent;
  readonly history?: readonly string[];
}

async function openConsole({ sends = (text) => reply(`"${text}"`), history = [] }: Opened = {}) {
  const queue = consoleEvents({ kind: 'opened', session: 's1', version: '7.0.15', state: idle });
  core.reply({
    consoles: {
      open: () => queue.events() as never,
      history: () => ({ lines: [...history] }),
      commands: () => ({
        source: 'docs' as const,
        commands: [doc('GET'), doc('GETDEL', { access: 'write' }), doc('SET')],
      }),
      send: ({ text, confirmed = false }) => sends(text, confirmed),
      more: () => ({ text: '\nthe rest', next: null, lostBytes: 0 }),
      stop: () => ({}),
      forgetHistory: () => ({}),
    },
    keyspace: { readOnly: ({ instance }) => ({ instance, readOnly: false }) as never },
  });
  closeTab('main');
  showTab('main');
  const { user } = show(<ConsolePage id="main" instances={[someStatus('main')]} />);
  const field = () => screen.getByRole('textbox', { name: 'Command for main' });
  const transcript = () => screen.getByRole('region', { name: 'Commands and replies of main' });
  const run = async (command: string) => {
    await fill(user, field(), command);
    await user.keyboard('{Enter}');
  };
  await screen.findByText(/Redis 7\.0\.15/);
  return { user, queue, field, transcript, run };
}

const sent = () => core.calls.filter(({ procedure }) => procedure === 'consoles.send').map(({ input }) => input);

beforeEach(() => {
  window.HTMLElement.prototype.scrollIntoView = vi.fn();
});
// State that the console keeps outside its components must not reach other tests.
afterEach(() => {
  // A page that is still shown would reopen its console.
  cleanup();
  closeTab('main');
  discardDraft('main');
});

describe('console page', () => {
  test('console page › a command › its reply below it, with the time; an error is marked', async () => {
    const { run, transcript } = await openConsole({
      sends: (text) => (text === 'GET a' ? reply('"1"') : reply('(error) ERR no', { isError: true })),
    });
    await run('GET a');
    expect(await within(transcript()).findByText('"1"')).toBeTruthy();
    expect(transcript().textContent).toContain('main> GET a');
    expect(transcript().textContent).toContain('0.4 ms');
    await run('NONSENSE');
    const error = await within(transcript()).findByText('(error) ERR no');
    expect(error.hasAttribute('data-error')).toBe(true);
    expect(sent()).toEqual([
      { session: 's1', text: 'GET a', confirmed: false },
      { session: 's1', text: 'NONSENSE', confirmed: false },
    ]);
  });

  test('console page › another database and a transaction › shown in the prompt', async () => {
    const { run, transcript } = await openConsole({
      sends: () => reply('OK', { state: { ...idle, database: 2, inTransaction: true } }),
    });
    await run('SELECT 2');
    await within(transcript()).findByText('OK');
    await run('GET a');
    expect(transcript().textContent).toContain('main[2](TX)> GET a');
  });

  test('console page › a large reply › more of it on request', async () => {
    const { run, transcript, user } = await openConsole({
      sends: () => reply('the beginning', { reply: { text: 'the beginning', next: 100, lostBytes: 0 } }),
    });
    await run('LRANGE l 0 -1');
    await user.click(await within(transcript()).findByRole('button', { name: 'Show more' }));
    expect(await within(transcript()).findByText(/the rest/)).toBeTruthy();
    expect(within(transcript()).queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  test('console page › part of a name › the commands that begin like it, completed by Tab', async () => {
    const { field, user } = await openConsole();
    await fill(user, field(), 'ge');
    const list = await screen.findByRole('listbox', { name: 'Commands that begin like this' });
    expect(
      within(list)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['GET', 'GETDEL']);
    await user.keyboard('{ArrowDown}{Tab}');
    expect((field() as HTMLTextAreaElement).value).toBe('GETDEL ');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  test('console page › arrow keys in an empty field › the earlier lines, and back', async () => {
    const { field, user } = await openConsole({ history: ['SET a 1', 'GET a'] });
    await user.click(field());
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect((field() as HTMLTextAreaElement).value).toBe('SET a 1');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect((field() as HTMLTextAreaElement).value).toBe('');
  });

  test('console page › a command with a password › neither shown nor kept', async () => {
    const { run, transcript, field, user } = await openConsole();
    await run('AUTH hunter2');
    await within(transcript()).findByText(/main>/);
    expect(transcript().textContent?.split('"')[0]).not.toContain('hunter2');
    expect(sent()).toEqual([{ session: 's1', text: 'AUTH hunter2', confirmed: false }]);
    await user.click(field());
    await user.keyboard('{ArrowUp}');
    expect((field() as HTMLTextAreaElement).value).toBe('');
  });

  test('console page › messages of a stream › shown as they arrive, counted, and stopped', async () => {
    const waits = new Promise<Sent>(() => undefined);
    const { run, queue, transcript, user } = await openConsole({ sends: () => waits as unknown as Sent });
    await run('SUBSCRIBE news');
    act(() => {
      queue.send({ kind: 'text', text: '1) "message"', messages: 1, dropped: 0 });
      queue.send({ kind: 'text', text: '\n2) "more"', messages: 2, dropped: 5 });
    });
    expect(await within(transcript()).findByText(/2\) "more"/)).toBeTruthy();
    expect(transcript().textContent).toContain('Streaming · 3 messages');
    expect(transcript().textContent).toContain('5 messages not shown');
    await user.click(within(transcript()).getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(core.calls.some(({ procedure }) => procedure === 'consoles.stop')).toBe(true));
  });

  test('console page › the server stops › says why, and reopens', async () => {
    const { queue, user } = await openConsole();
    act(() => queue.end());
    expect((await screen.findByRole('alert')).textContent).toContain('The console is closed.');
    await user.click(screen.getByRole('button', { name: 'Open again' }));
    await waitFor(() => expect(core.calls.filter(({ procedure }) => procedure === 'consoles.open')).toHaveLength(2));
  });
});

const held = (change: Partial<HeldCommand> = {}): HeldCommand => ({
  ...{ command: 'FLUSHALL', reason: 'deletes-all-keys' as const, losesData: true, safeWay: 'flush' as const },
  ...{ database: null, setting: null },
  radius: {
    ...{ keys: 1234, isExact: true, memoryBytes: 2048, backup: null },
    databases: [
      { index: 0, keys: 1000 },
      { index: 3, keys: 234 },
    ],
    clients: { count: 2, programs: [{ name: 'api', count: 2 }] },
  },
  ...change,
});

describe('held command', () => {
  test('held command › FLUSHALL › its effects; sent only when the user insists', async () => {
    const { run, transcript, user } = await openConsole({
      sends: (_, confirmed) => (confirmed ? reply('OK') : { kind: 'held', held: held() }),
    });
    await run('FLUSHALL');
    const card = await within(transcript()).findByRole('region', { name: 'FLUSHALL deletes every key of main.' });
    expect(card.textContent).toContain('1,234 keys in db0, db3');
    expect(card.textContent).toContain('2 from 1 program: api (2)');
    expect(card.textContent).toMatch(/Newest verified backup\s*none/);
    await user.click(within(card).getByRole('button', { name: 'Send as typed' }));
    expect(await within(transcript()).findByText('OK')).toBeTruthy();
    expect(sent()).toEqual([
      { session: 's1', text: 'FLUSHALL', confirmed: false },
      { session: 's1', text: 'FLUSHALL', confirmed: true },
    ]);
  });

  test('held command › cancelled › gone, and nothing is sent', async () => {
    const { run, transcript, user } = await openConsole({ sends: () => ({ kind: 'held', held: held() }) });
    await run('FLUSHALL');
    await user.click(await within(transcript()).findByRole('button', { name: 'Cancel' }));
    expect(within(transcript()).queryByRole('region')).toBeNull();
    expect(sent()).toHaveLength(1);
  });

  test('held command › CONFIG SET appendonly no › a plan with that value', async () => {
    const change = held({
      ...{ command: 'CONFIG SET appendonly', reason: 'turns-persistence-off' as const, safeWay: 'settings' as const },
      setting: { name: 'appendonly', value: 'no' },
    });
    const { run, transcript, user } = await openConsole({ sends: () => ({ kind: 'held', held: change }) });
    await run('CONFIG SET appendonly no');
    await user.click(await within(transcript()).findByRole('button', { name: 'Open settings plan' }));
    expect(window.location.hash).toBe('#/settings/main');
    expect(draftOf('main')).toMatchObject({ kind: 'form', values: { appendonly: 'no' } });
  });
});
