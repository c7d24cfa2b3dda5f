import { randomUUID } from 'node:crypto';
import type { ConsoleEvent, ConsoleState, ReplyText, Sent } from '../../../../shared/contract/console.ts';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { keyTarget } from '../../keyspace/values/key-connections.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import type { RenamedCommands } from '../../redis/connection/renamed-commands.ts';
import { type CheckDeps, checkCommand } from '../hold/check-command.ts';
import { type ConsoleSession, openConsoleSession } from '../session/console-session.ts';
import { splitLine } from '../session/split-line.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { createKeptReply, KeptReplies } from './kept-reply.ts';
import { type KeyPlaces, keyOf } from './key-of.ts';

/** The consoles that views have open. Each ends when the reader of its events leaves. */
export interface OpenConsoles {
  open(instance: string, database: number, signal: AbortSignal | undefined): AsyncGenerator<ConsoleEvent>;
  send(session: string, text: string, confirmed: boolean): Promise<Sent>;
  more(session: string, id: string, from: number): ReplyText;
  stop(session: string): void;
  close(): void;
}

interface Open {
  readonly instance: string;
  readonly target: RedisTarget;
  readonly session: ConsoleSession;
  readonly events: EventQueue;
  readonly replies: KeptReplies;
  readonly keyPlaces: Promise<KeyPlaces>;
}

export interface OpenConsolesDeps extends CheckDeps {
  /** @param line as typed */
  remember(instance: string, line: string, renamed: RenamedCommands): Promise<void>;
  keyPlaces(instance: string): Promise<KeyPlaces>;
  version(instance: string): Promise<string | null>;
}

/** More at the same time would be a client's mistake. */
const MAX_OPEN = 64;

export function createOpenConsoles(deps: OpenConsolesDeps): OpenConsoles {
  const consoles = new Map<string, Open>();

  const requireConsole = (id: string): Open => {
    const found = consoles.get(id);
    if (found) return found;
    const message = 'This console is closed. Open it again.';
    throw new AppError('NOT_FOUND', message, { what: 'console', id });
  };

  async function send(open: Open, text: string, confirmed: boolean): Promise<Sent> {
    const words = splitLine(Buffer.from(text));
    if (words === null) return { kind: 'refused', message: UNBALANCED };
    if (words.length === 0) return { kind: 'empty' };
    const { instance, target } = open;
    const renamed = target.renamed ?? {};
    void deps.remember(instance, text, renamed).catch(() => undefined);
    const { database } = open.session.state;
    const latin1 = words.map((word) => word.toString('latin1'));
    const checked = await checkCommand(deps, { instance, database, words: latin1, touches: true, renamed });
    if (checked.refusal !== null) return { kind: 'refused', message: checked.refusal };
    if (checked.held !== null && !confirmed) return { kind: 'held', held: checked.held };
    return run(open, words);
  }

  async function run(open: Open, words: readonly Buffer[]): Promise<Sent> {
    const { session, events } = open;
    const { database } = session.state;
    const reply = createKeptReply();
    // A stream goes to the events. Until its first reply it is unknown whether a command starts one.
    let output = reply.output;
    const routed = {
      write: (bytes: Buffer) => output.write(bytes),
      isFull: () => output.isFull?.() ?? false,
      replied: () => output.replied?.(),
    };
    try {
      const result = await session.run(words, routed, () => {
        output = events.output;
        // The first reply, which shows that the command starts a stream.
        output.write(reply.take());
        output.replied?.();
        events.add({ kind: 'state', state: stateOf(session) });
      });
      return {
        kind: 'reply',
        id: open.replies.add(reply, result.receivedBytes),
        reply: reply.page(0, result.receivedBytes),
        isError: result.isError,
        milliseconds: result.milliseconds,
        receivedBytes: result.receivedBytes,
        end: result.end,
        key: keyOf(await open.keyPlaces, words, database),
        state: stateOf(session),
      };
    } catch (error) {
      if (isAppError(error, 'BAD_VALUE')) return { kind: 'refused', message: error.message };
      throw error;
    } finally {
      events.add({ kind: 'state', state: stateOf(session) });
    }
  }

  return {
    async *open(instance, database, signal) {
      if (consoles.size >= MAX_OPEN) {
        const message = `${MAX_OPEN} consoles are open. Close some of them first.`;
        throw new AppError('CONFLICT', message, { what: 'console' });
      }
      const target = await keyTarget(deps, instance);
      const events = createEventQueue();
      const options = { instance, database, style: 'annotated', pushed: events.output } as const;
      const session = await openConsoleSession(target, options);
      const id = randomUUID();
      const keyPlaces = deps.keyPlaces(instance).catch((): KeyPlaces => new Map());
      consoles.set(id, { instance, target, session, events, replies: new KeptReplies(), keyPlaces });
      try {
        const version = await deps.version(instance).catch(() => null);
        yield { kind: 'opened', session: id, version, state: stateOf(session) };
        yield* events.read(signal);
      } finally {
        consoles.delete(id);
        session.close();
      }
    },
    send: async (id, text, confirmed) => send(requireConsole(id), text, confirmed),
    more(id, reply, from) {
      const page = requireConsole(id).replies.page(reply, from);
      if (page) return page;
      const message = 'This reply is no longer kept. Send the command again.';
      throw new AppError('NOT_FOUND', message, { what: 'reply', id: reply });
    },
    stop: (id) => requireConsole(id).session.stop(),
    close() {
      for (const { session, events } of consoles.values()) {
        session.close();
        events.end();
      }
      consoles.clear();
    },
  };
}

const UNBALANCED = 'Invalid argument(s): a quote is not closed, or no space follows a closing quote.';

function stateOf({ state: { database, protocol, inTransaction }, activity }: ConsoleSession): ConsoleState {
  return { database, protocol, inTransaction, activity };
}
