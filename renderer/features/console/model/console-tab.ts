import type { ConsoleEvent, ConsoleState, HeldCommand, Sent } from '../../../../shared/contract/console.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { createStore, type Readable } from '../../../lib/store.ts';
import * as consoleWords from '../words.ts';
import {
  type ConsoleEntry,
  type EntryResult,
  maskedCommand,
  replaced,
  shownReply,
  withEntry,
  withMore,
  withStream,
} from './console-entry.ts';

export interface ConsoleTabState {
  readonly connection: 'opening' | 'open' | 'closed';
  /** Why it is closed. */
  readonly failure: string | null;
  readonly version: string | null;
  readonly state: ConsoleState;
  readonly entries: readonly ConsoleEntry[];
  /** Lines typed before, oldest first. */
  readonly history: readonly string[];
}

/** The console of one instance. It lives until its tab is closed, even while another view is open. */
export interface ConsoleTab {
  readonly instance: string;
  readonly store: Readable<ConsoleTabState>;
  send(text: string): Promise<void>;
  /** Sends a held command as it was typed. */
  sendAsTyped(entry: number): Promise<void>;
  cancelHeld(entry: number): void;
  more(entry: number): Promise<void>;
  stop(): Promise<void>;
  clear(): void;
  forgetHistory(): Promise<void>;
  reopen(): void;
  close(): void;
}

const idle: ConsoleState = { database: 0, protocol: 2, inTransaction: false, activity: 'idle' };
const MAX_HISTORY = 1000;

export function createConsoleTab(instance: string): ConsoleTab {
  const store = createStore<ConsoleTabState>({
    ...{ connection: 'opening', failure: null, version: null, state: idle, entries: [], history: [] },
  });
  /** The commands as typed: the transcript shows them with masked secrets. */
  const typed = new Map<number, string>();
  let session: string | null = null;
  let nextId = 1;
  let end = new AbortController();

  const update = (change: (state: ConsoleTabState) => Partial<ConsoleTabState>) =>
    store.set((state) => ({ ...state, ...change(state) }));
  const setEntry = (id: number, change: (entry: ConsoleEntry) => ConsoleEntry) =>
    update(({ entries }) => ({ entries: replaced(entries, id, change) }));
  const setResult = (id: number, result: EntryResult) => setEntry(id, (entry) => ({ ...entry, result }));

  function add(command: string | null, result: EntryResult): number {
    const id = nextId;
    nextId += 1;
    update(({ entries, state }) => ({
      entries: withEntry(entries, {
        ...{ id, prompt: promptOf(instance, state), command, result },
        ...{ stream: '', messages: 0, dropped: 0 },
      }),
    }));
    return id;
  }

  function take(event: ConsoleEvent): void {
    if (event.kind === 'opened') {
      session = event.session;
      update(() => ({ connection: 'open', failure: null, version: event.version, state: event.state }));
      return;
    }
    if (event.kind === 'state') {
      update(() => ({ state: event.state }));
      return;
    }
    const { entries } = store.get();
    const running = entries.findLast(({ result }) => result.kind === 'running');
    const last = entries.at(-1);
    const id = running?.id ?? (last?.command === null ? last.id : add(null, { kind: 'running' }));
    if (running === undefined) setResult(id, { kind: 'cancelled' });
    setEntry(id, (entry) => withStream(entry, event.text, event.messages, event.dropped));
  }

  async function follow(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of await api.consoles.open({ instance }, { signal })) take(event);
      if (!signal.aborted) closed(consoleWords.theConsoleWasClosed);
    } catch (error) {
      if (!signal.aborted) closed(reasonOf(error).message);
    }
  }

  function closed(failure: string): void {
    session = null;
    update(({ state }) => ({ connection: 'closed', failure, state: { ...state, activity: 'idle' } }));
  }

  function open(): void {
    end.abort();
    end = new AbortController();
    const { signal } = end;
    update(() => ({ connection: 'opening', failure: null, state: idle }));
    void follow(signal);
    api.consoles.history({ instance }, { signal }).then(
      ({ lines }) => update(() => ({ history: lines })),
      () => undefined,
    );
  }

  /** A command that is typed while the console opens is sent afterwards. */
  function whenOpened(): Promise<void> {
    return new Promise((resolve) => {
      const isOpening = () => store.get().connection === 'opening';
      if (!isOpening()) {
        resolve();
        return;
      }
      const unsubscribe = store.subscribe(() => {
        if (isOpening()) return;
        unsubscribe();
        resolve();
      });
    });
  }

  async function run(id: number, text: string, confirmed: boolean): Promise<void> {
    await whenOpened();
    if (session === null) {
      setResult(id, { kind: 'failed', message: store.get().failure ?? consoleWords.theConsoleWasClosed });
      return;
    }
    update(({ state }) => ({ state: { ...state, activity: 'running' } }));
    try {
      const sent = await api.consoles.send({ session, text, confirmed });
      setResult(id, resultOf(sent));
      if (sent.kind === 'reply') update(() => ({ state: sent.state }));
      else update(({ state }) => ({ state: { ...state, activity: 'idle' } }));
      if (sent.kind !== 'held') typed.delete(id);
    } catch (error) {
      typed.delete(id);
      setResult(id, { kind: 'failed', message: reasonOf(error).message });
      update(({ state }) => ({ state: { ...state, activity: 'idle', inTransaction: false } }));
    }
  }

  open();
  return {
    instance,
    store,
    async send(text) {
      if (text.trim() === '') return;
      const shown = maskedCommand(text);
      const id = add(shown, { kind: 'running' });
      typed.set(id, text);
      if (shown === text) {
        update(({ history }) => ({
          history: history.at(-1) === text ? history : [...history.slice(1 - MAX_HISTORY), text],
        }));
      }
      await run(id, text, false);
    },
    async sendAsTyped(id) {
      const text = typed.get(id);
      if (text === undefined) return;
      setResult(id, { kind: 'running' });
      await run(id, text, true);
    },
    cancelHeld(id) {
      typed.delete(id);
      setResult(id, { kind: 'cancelled' });
    },
    async more(id) {
      const entry = store.get().entries.find((one) => one.id === id);
      if (session === null || entry?.result.kind !== 'reply' || entry.result.reply.next === null) return;
      const { reply } = entry.result;
      try {
        const more = await api.consoles.more({ session, id: reply.id, from: reply.next ?? 0 });
        setEntry(id, (one) => withMore(one, more));
      } catch (error) {
        add(null, { kind: 'failed', message: reasonOf(error).message });
      }
    },
    async stop() {
      if (session !== null) await api.consoles.stop({ session });
    },
    clear: () => update(({ entries }) => ({ entries: entries.filter(({ result }) => result.kind === 'running') })),
    async forgetHistory() {
      await api.consoles.forgetHistory({ instance });
      update(() => ({ history: [] }));
    },
    reopen: open,
    close: () => end.abort(),
  };
}

function resultOf(sent: Sent): EntryResult {
  switch (sent.kind) {
    case 'reply':
      return { kind: 'reply', reply: shownReply(sent) };
    case 'held':
      return { kind: 'held', held: sent.held satisfies HeldCommand };
    case 'refused':
      return { kind: 'refused', message: coreDetail(sent.message) };
    case 'empty':
      return { kind: 'cancelled' };
    default:
      return sent satisfies never;
  }
}

/** `main[2](TX)> ` */
export function promptOf(instance: string, { database, inTransaction }: ConsoleState): string {
  return `${instance}${database === 0 ? '' : `[${database}]`}${inTransaction ? '(TX)' : ''}>`;
}
