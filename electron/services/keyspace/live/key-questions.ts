import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { askKeys, type KeyAnswer, type KeyQuestion } from './ask-keys.ts';
import { wholeArgument } from './command-effects.ts';
import type { Sizing } from './effect-target.ts';
import type { Questions } from './index-writer.ts';
import type { StreamCommand } from './stream-parser.ts';
import type { StreamPosition } from './stream-position.ts';
import type { KeyFinder, UnknownCommand } from './unknown-commands.ts';

/** Combines keys that change often, such as queues, into one request. */
const INTERVAL_MS = 50;
const BATCH = 500;
/** How many unknown commands may wait; more are dropped, until a full copy. */
const MAX_UNKNOWN = 10_000;
const RETRY_MS = 1000;

interface OpenKey extends KeyQuestion {
  /** The end of the last command that touched the key while it was asked for. */
  touchedAt: number;
}

interface QuestionsDeps {
  readonly link: RedisLink;
  readonly finder: KeyFinder;
  readonly hasExpireTime: boolean;
  readonly position: StreamPosition;
  /** `master_repl_offset` at the beginning of the stream. */
  readonly baseOffset: number;
  write(question: KeyQuestion, answer: KeyAnswer): void;
  functionsChanged(): Promise<void>;
  /** Why the server does not reply; null when it does again. */
  failed(reason: string | null): void;
  readonly signal: AbortSignal;
}

/**
 * Asks the server for keys whose state the stream does not show. The answer comes over another connection, so it may be
 * older or newer than what was applied. The `master_repl_offset` beside it orders it: it is written once the stream was
 * applied up to that offset, and requested again if the stream touched the key after it.
 */
export class KeyQuestions implements Questions {
  readonly #deps: QuestionsDeps;
  #waiting = new Map<string, OpenKey>();
  #asked = new Map<string, OpenKey>();
  #unknown: (UnknownCommand & { readonly database: number })[] = [];
  #functions = false;
  #running = false;

  constructor(deps: QuestionsDeps) {
    this.#deps = deps;
  }

  get isIdle(): boolean {
    return this.#waiting.size === 0 && this.#asked.size === 0;
  }

  ask(database: number, key: Buffer, sizing: Sizing): void {
    const id = idOf(database, key);
    const before = this.#waiting.get(id);
    if (before !== undefined && (before.sizing !== 'keep' || sizing === 'keep')) return;
    // A copy, because the bytes of a command are valid only during its call.
    this.#waiting.set(id, { database, key: Buffer.from(key), sizing, touchedAt: 0 });
    this.#start();
  }

  isOpen(database: number, key: Buffer): boolean {
    const id = idOf(database, key);
    return this.#waiting.has(id) || this.#asked.has(id);
  }

  touched(database: number, key: Buffer, offset: number): void {
    if (this.#asked.size === 0) return;
    const asked = this.#asked.get(idOf(database, key));
    if (asked) asked.touchedAt = offset;
  }

  touchedAll(database: number | 'all', offset: number): void {
    const isMeant = (key: OpenKey) => database === 'all' || key.database === database;
    for (const key of this.#asked.values()) if (isMeant(key)) key.touchedAt = offset;
    for (const [id, key] of this.#waiting) if (isMeant(key)) this.#waiting.delete(id);
  }

  swapped(first: number, second: number, offset: number): void {
    this.#unknown = this.#unknown.map((command) => {
      const { database } = command;
      return { ...command, database: database === first ? second : database === second ? first : database };
    });
    for (const open of [...this.#asked.values(), ...this.#waiting.values()]) {
      if (open.database !== first && open.database !== second) continue;
      open.touchedAt = offset;
      this.ask(first, open.key, open.sizing);
      this.ask(second, open.key, open.sizing);
    }
  }

  unknown(database: number, command: StreamCommand): void {
    if (this.#unknown.length >= MAX_UNKNOWN) return;
    const args = command.args.map((_, position) => {
      const whole = wholeArgument(command, position);
      return whole === null ? null : Buffer.from(whole);
    });
    this.#unknown.push({ database, name: command.name, args });
    this.#start();
  }

  functionsChanged(): void {
    this.#functions = true;
    this.#start();
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#deps;
    while (!signal.aborted && (!this.isIdle || this.#unknown.length > 0 || this.#functions)) {
      // Also before the first request, so that a burst of writes becomes one.
      await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) break;
      try {
        await this.#askOnce();
        this.#deps.failed(null);
      } catch (error) {
        if (signal.aborted) break;
        this.#deps.failed(error instanceof Error ? error.message : String(error));
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    this.#running = false;
  }

  async #askOnce(): Promise<void> {
    const { link, finder, hasExpireTime, position, baseOffset } = this.#deps;
    if (this.#functions) {
      this.#functions = false;
      await this.#deps.functionsChanged();
    }
    for (const command of this.#unknown.splice(0)) {
      for (const key of await finder.keysOf(command)) this.ask(command.database, key, 'memory');
    }
    this.#asked = new Map([...this.#waiting].slice(0, BATCH));
    if (this.#asked.size === 0) return;
    for (const id of this.#asked.keys()) this.#waiting.delete(id);
    const asked = [...this.#asked];
    try {
      const { answers, before, after } = await askKeys(
        link,
        asked.map(([, key]) => key),
        hasExpireTime,
      );
      await this.#reached(position, after - baseOffset);
      for (const [index, [id, key]] of asked.entries()) {
        const answer = answers[index];
        if (key.touchedAt > before - baseOffset) this.#again(id, key);
        else if (answer) this.#deps.write(key, answer);
      }
    } catch (error) {
      for (const [id, key] of asked) this.#again(id, key);
      throw error;
    } finally {
      this.#asked.clear();
    }
  }

  #again(id: string, key: OpenKey): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.sizing === 'keep') this.#waiting.set(id, { ...key, touchedAt: 0 });
  }

  /** @throws the signal's reason, if the stream ends before */
  async #reached(position: StreamPosition, offset: number): Promise<void> {
    const { signal } = this.#deps;
    let stop: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      await Promise.race([position.reached(offset), aborted]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

function idOf(database: number, key: Buffer): string {
  return `${database}:${key.toString('latin1')}`;
}
