// Loaded before a program whose days should pass in minutes (`node --import`): its clocks jump when the parent process
// sends a message, and timers that are due then fire. Between two jumps the clocks run normally, so a request takes its
// real time. The program does not notice.
// //
// An interval fires once per jump, however many times it would have fired: as after a suspend.

import { statSync } from 'node:fs';

const RealDate = Date;
const realNow = performance.now.bind(performance);
const real = { setTimeout, clearTimeout };
/** Shorter timers limit a request or spread work out: they concern real time. ms */
const SHORTEST_MS = 2000;

let ahead = 0;
performance.now = () => realNow() + ahead;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [RealDate.now() + ahead] : given),
  get: (target, name) => (name === 'now' ? () => RealDate.now() + ahead : Reflect.get(target, name)),
});

/**
 * The waiting timers and their due times.
 * @type {Map<number, { run: () => void, everyMs: number | null, dueMs: number }>}
 */
const waiting = new Map();
let last = 0;

/** Stands for a timer. Like Node's, it has `unref`, which lets the process end. */
class Handle {
  constructor(/** @type {number} */ id) {
    this.id = id;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
}

/** @type {(run: () => void, everyMs: number | null, ms: number) => Handle} */
function wait(run, everyMs, ms) {
  last += 1;
  waiting.set(last, { run, everyMs, dueMs: performance.now() + ms });
  return new Handle(last);
}

/** @type {(handle: unknown) => void} */
function clear(handle) {
  if (handle instanceof Handle) waiting.delete(handle.id);
  else real.clearTimeout(/** @type {NodeJS.Timeout} */ (handle));
}

Object.assign(globalThis, {
  /** @type {(run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => unknown} */
  setTimeout: (run, ms = 0, ...args) =>
    ms > SHORTEST_MS ? wait(() => run(...args), null, ms) : real.setTimeout(run, ms, ...args),
  /** @type {(run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => unknown} */
  setInterval: (run, ms = 1, ...args) => wait(() => run(...args), ms, ms),
  clearTimeout: clear,
  clearInterval: clear,
});

/**
 * Lets the clocks jump and fires the timers that are then due, the earliest first.
 * @type {(ms: number) => void}
 */
function hop(ms) {
  ahead += ms;
  const now = performance.now();
  const due = [...waiting].filter(([, { dueMs }]) => dueMs <= now).sort(([, a], [, b]) => a.dueMs - b.dueMs);
  for (const [id, { run, everyMs }] of due) {
    // An earlier timer may have cleared it.
    if (!waiting.has(id)) continue;
    if (everyMs === null) waiting.delete(id);
    else waiting.set(id, { run, everyMs, dueMs: now + everyMs });
    run();
  }
}

/** @type {(ms: number) => Promise<void>} */
const rest = (ms) => new Promise((resolve) => real.setTimeout(resolve, ms));

/**
 * What identifies a file's last change; null without a file.
 * @type {(path: string) => string | null}
 */
function stateOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : null;
}

/** How long a sample may take in real time, ms. */
const LONGEST_REST_MS = 2000;

/**
 * `{ hops, everyMs, restMs, written }`: the number of jumps. After each jump the file `written` has to change, however
 * long that takes on a slow machine; then `restMs` of real time pass for the other work that the jump started. Replies
 * with the heap in bytes after garbage collection.
 */
process.on(
  'message',
  async (/** @type {{ hops: number, everyMs: number, restMs: number, written: string }} */ asked) => {
    for (let done = 0; done < asked.hops; done++) {
      const before = stateOf(asked.written);
      const end = realNow() + LONGEST_REST_MS;
      hop(asked.everyMs);
      do await rest(asked.restMs);
      while (stateOf(asked.written) === before && realNow() < end);
    }
    for (let round = 0; round < 3; round++) {
      globalThis.gc?.();
      await rest(100);
    }
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({ heapUsed, rss, at: Date.now() });
  },
);
