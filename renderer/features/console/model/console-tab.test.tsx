import { waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleEvent, ConsoleState, HeldCommand, Sent } from '../../../../shared/contract/console.ts';
import { consoleEvents } from '../../../../test/support/components/console-events.ts';
import { core } from '../../../../test/support/components/fake-core.ts';
import { type ConsoleTab, createConsoleTab, promptOf } from './console-tab.ts';

const idle: ConsoleState = { database: 0, protocol: 2, inTransaction: false, activity: 'idle' };
const opened: ConsoleEvent = { kind: 'opened', session: 's1', version: '8.0.2', state: idle };
const held: HeldCommand = {
  ...{ command: 'FLUSHALL', reason: 'deletes-all-keys', losesData: true, safeWay: 'flush', database: null },
  setting: null,
  radius: { keys: 3, isExact: true, databases: [], memoryBytes: null, clients: null, backup: null },
};

/** The events of each opening of the console; the test sends them. */
let openings: ReturnType<typeof consoleEvents>[] = [];
let tabs: ConsoleTab[] = [];

beforeEach(() => {
  openings = [];
  tabs = [];
});
afterEach(() => {
  for (const tab of tabs) tab.close();
  for (const opening of openings) opening.end();
});

describe('prompt', () => {
  test.each([
    [idle, 'main>'],
    [{ ...idle, database: 2 }, 'main[2]>'],
    [{ ...idle, inTransaction: true }, 'main(TX)>'],
    [{ ...idle, database: 15, inTransaction: true }, 'main[15](TX)>'],
  ])('%o › database and transaction are shown', (state, prompt) => {
    expect(promptOf('main', state)).toBe(prompt);
  });
});

describe('opening', () => {
  test('the server answers › open, with its version', async () => {
    const tab = openTab();
    expect(tab.store.get().connection).toBe('opening');
    (await openingOf(1)).send(opened);
    await waitFor(() => expect(tab.store.get()).toMatchObject({ connection: 'open', version: '8.0.2', failure: null }));
  });

  test('a command before the console is open › waits, and is sent once', async () => {
    const tab = openTab();
    const sending = tab.send('PING');
    expect(resultsOf(tab)).toEqual(['running']);
    expect(sentTexts()).toEqual([]);
    (await openingOf(1)).send(opened);
    await sending;
    expect(sentTexts()).toEqual(['PING']);
    expect(resultsOf(tab)).toEqual(['reply']);
  });

  test('the console cannot be opened › the waiting command fails with the same sentence', async () => {
    const tab = openTab({
      open: () => {
        throw new Error('main is stopped.');
      },
    });
    await tab.send('PING');
    const { connection, failure, entries } = tab.store.get();
    expect(connection).toBe('closed');
    expect(failure).not.toBeNull();
    expect(entries[0]?.result).toEqual({ kind: 'failed', message: failure });
  });

  test('the server ends the console › closed with a reason, until it is opened again', async () => {
    const tab = await openedTab();
    openings[0]?.end();
    await waitFor(() => expect(tab.store.get().connection).toBe('closed'));
    expect(tab.store.get().failure).toMatch(/closed/);
    tab.reopen();
    expect(tab.store.get()).toMatchObject({ connection: 'opening', failure: null });
    (await openingOf(2)).send(opened);
    await waitFor(() => expect(tab.store.get().connection).toBe('open'));
  });

  test('the tab is closed › its end is no failure', async () => {
    const tab = await openedTab();
    tab.close();
    openings[0]?.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(tab.store.get()).toMatchObject({ connection: 'open', failure: null });
  });
});

describe('commands', () => {
  test('an empty line › nothing is sent or shown', async () => {
    const tab = await openedTab();
    await tab.send('  ');
    expect(tab.store.get().entries).toEqual([]);
    expect(sentTexts()).toEqual([]);
  });

  test('a reply with another database › the next prompt shows it, the earlier one is unchanged', async () => {
    const tab = await openedTab({ send: () => reply('OK', { ...idle, database: 3 }) });
    await tab.send('SELECT 3');
    await tab.send('PING');
    expect(tab.store.get().entries.map(({ prompt }) => prompt)).toEqual(['main>', 'main[3]>']);
  });

  test('a command fails › its sentence, and an open transaction is over', async () => {
    let calls = 0;
    const tab = await openedTab({
      send: () => {
        calls += 1;
        if (calls > 1) throw new Error('The connection was lost.');
        return reply('OK', { ...idle, inTransaction: true });
      },
    });
    await tab.send('MULTI');
    expect(tab.store.get().state.inTransaction).toBe(true);
    await tab.send('GET a');
    expect(resultsOf(tab)).toEqual(['reply', 'failed']);
    expect(tab.store.get().state).toMatchObject({ inTransaction: false, activity: 'idle' });
  });

  test('refused and empty › the sentence, and no reply', async () => {
    const tab = await openedTab({
      send: (text) => (text === 'bad "' ? { kind: 'refused', message: 'Unbalanced quotes.' } : { kind: 'empty' }),
    });
    await tab.send('bad "');
    await tab.send('# a note');
    expect(tab.store.get().entries.map(({ result }) => result)).toEqual([
      { kind: 'refused', message: 'Unbalanced quotes.' },
      { kind: 'cancelled' },
    ]);
  });

  test('a password in a command › sent, but neither shown nor remembered', async () => {
    const tab = await openedTab();
    await tab.send('AUTH hunter2');
    expect(sentTexts()).toEqual(['AUTH hunter2']);
    expect(JSON.stringify(tab.store.get())).not.toContain('hunter2');
    expect(tab.store.get().history).toEqual([]);
  });

  test('the same line twice › one line of the history', async () => {
    const tab = await openedTab();
    for (const line of ['PING', 'PING', 'INFO', 'PING']) await tab.send(line);
    expect(tab.store.get().history).toEqual(['PING', 'INFO', 'PING']);
  });
});

describe('held commands', () => {
  const holding = (_text: string, confirmed: boolean): Sent => (confirmed ? reply('OK') : { kind: 'held', held });

  test('sent as typed › confirmed, with all its words', async () => {
    const tab = await openedTab({ send: holding });
    await tab.send('flushall async');
    expect(tab.store.get().entries[0]?.result).toEqual({ kind: 'held', held });
    await tab.sendAsTyped(idOf(tab));
    expect(sends()).toEqual([
      { session: 's1', text: 'flushall async', confirmed: false },
      { session: 's1', text: 'flushall async', confirmed: true },
    ]);
    expect(resultsOf(tab)).toEqual(['reply']);
  });

  test('cancelled › it cannot be sent any more', async () => {
    const tab = await openedTab({ send: holding });
    await tab.send('FLUSHALL');
    tab.cancelHeld(idOf(tab));
    await tab.sendAsTyped(idOf(tab));
    expect(resultsOf(tab)).toEqual(['cancelled']);
    expect(sends()).toHaveLength(1);
  });

  test('sent › a second time does nothing', async () => {
    const tab = await openedTab({ send: holding });
    await tab.send('FLUSHALL');
    await tab.sendAsTyped(idOf(tab));
    await tab.sendAsTyped(idOf(tab));
    expect(sends()).toHaveLength(2);
  });
});

describe('messages and long replies', () => {
  test('messages without a command › a separate entry, which later messages join', async () => {
    const tab = await openedTab();
    openings[0]?.send({ kind: 'text', text: 'one', messages: 1, dropped: 0 });
    openings[0]?.send({ kind: 'text', text: 'two', messages: 2, dropped: 5 });
    await waitFor(() => expect(tab.store.get().entries[0]).toMatchObject({ stream: 'one\ntwo', messages: 3 }));
    expect(tab.store.get().entries).toHaveLength(1);
    expect(tab.store.get().entries[0]).toMatchObject({ command: null, dropped: 5, result: { kind: 'cancelled' } });
  });

  test('messages while a command runs › below this command', async () => {
    let answer: (sent: Sent) => void = () => undefined;
    const tab = await openedTab({
      send: () =>
        new Promise<Sent>((resolve) => {
          answer = resolve;
        }),
    });
    const sending = tab.send('MONITOR');
    await waitFor(() => expect(sends()).toHaveLength(1));
    openings[0]?.send({ kind: 'text', text: 'GET a', messages: 1, dropped: 0 });
    await waitFor(() => expect(tab.store.get().entries[0]).toMatchObject({ command: 'MONITOR', stream: 'GET a' }));
    answer(reply('OK'));
    await sending;
    expect(tab.store.get().entries).toHaveLength(1);
  });

  test('more of a long reply › added to its text, and asked from where it ended', async () => {
    const tab = await openedTab({ send: () => reply('first ', idle, 6) });
    await tab.send('LRANGE l 0 -1');
    await tab.more(idOf(tab));
    expect(inputsOf('consoles.more')).toEqual([{ session: 's1', id: 'r1', from: 6 }]);
    expect(tab.store.get().entries[0]?.result).toMatchObject({ reply: { text: 'first rest', next: null } });
    await tab.more(idOf(tab));
    expect(inputsOf('consoles.more')).toHaveLength(1);
  });

  test('clear › a running command stays, all others go', async () => {
    const tab = await openedTab({
      send: (text) => (text === 'BLPOP' ? new Promise<Sent>(() => undefined) : reply('OK')),
    });
    await tab.send('PING');
    void tab.send('BLPOP');
    tab.clear();
    expect(tab.store.get().entries.map(({ command }) => command)).toEqual(['BLPOP']);
  });

  test('the history is forgotten › here and in the core', async () => {
    const tab = await openedTab();
    await tab.send('PING');
    await tab.forgetHistory();
    expect(tab.store.get().history).toEqual([]);
    expect(inputsOf('consoles.forgetHistory')).toEqual([{ instance: 'main' }]);
  });
});

interface Core {
  readonly open?: () => never;
  readonly send?: (text: string, confirmed: boolean) => Sent | Promise<Sent>;
}

function openTab({ open, send = () => reply('PONG') }: Core = {}): ConsoleTab {
  core.reply({
    consoles: {
      open:
        open ??
        (() => {
          const queue = consoleEvents();
          openings.push(queue);
          return queue.events() as never;
        }),
      history: () => new Promise(() => undefined),
      send: ({ text, confirmed = false }) => send(text, confirmed),
      more: () => ({ text: 'rest', next: null, lostBytes: 0 }),
      stop: () => ({}),
      forgetHistory: () => ({}),
    },
  });
  const tab = createConsoleTab('main');
  tabs.push(tab);
  return tab;
}

async function openedTab(given: Core = {}): Promise<ConsoleTab> {
  const tab = openTab(given);
  (await openingOf(1)).send(opened);
  await waitFor(() => expect(tab.store.get().connection).toBe('open'));
  return tab;
}

/** Its events, once the console has been opened that many times. */
async function openingOf(count: number): Promise<ReturnType<typeof consoleEvents>> {
  await waitFor(() => expect(openings).toHaveLength(count));
  return openings[count - 1] as ReturnType<typeof consoleEvents>;
}

function reply(text: string, state: ConsoleState = idle, next: number | null = null): Sent {
  return {
    ...{ kind: 'reply', id: 'r1', reply: { text, next, lostBytes: 0 }, isError: false, milliseconds: 0.4 },
    ...{ receivedBytes: text.length, end: 'replied', key: null, state },
  };
}

function resultsOf(tab: ConsoleTab): readonly string[] {
  return tab.store.get().entries.map(({ result }) => result.kind);
}

function idOf(tab: ConsoleTab): number {
  return tab.store.get().entries[0]?.id ?? 0;
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}

function sends(): readonly unknown[] {
  return inputsOf('consoles.send');
}

function sentTexts(): readonly string[] {
  return sends().map((input) => (input as { text: string }).text);
}
