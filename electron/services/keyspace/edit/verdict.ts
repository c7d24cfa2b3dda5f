import type { KeyConnection } from '../values/key-connection.ts';
import { digestOf, dumpHash, isSameExpiry, type KeyState } from './key-state.ts';
import type { AfterState } from './pack-record.ts';

/**
 * `restore`: the key is as the change left it. `done`: it has its former value. `changed`: another client has changed it
 * since. `unknown`: the app or another client has changed it.
 */
type Verdict = 'restore' | 'done' | 'changed' | 'unknown';

/** A key before its change, or now. */
export interface ComparedKey {
  readonly isAbsent: boolean;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
  /** `contentHash`; null without a key. */
  hash(): Promise<string | null>;
  /** `valueDigest`; null without a key. */
  digest(): Promise<string | null>;
}

export function sideOf(connection: KeyConnection, state: KeyState): ComparedKey {
  const { dump, expireAtMs } = state;
  return {
    isAbsent: dump === null,
    expireAtMs,
    hash: async () => (dump === null ? null : dumpHash(connection, dump)),
    digest: () => digestOf(connection, state),
  };
}

/** Whether an undo restores the former value of a key. */
export async function verdictOf(
  connection: KeyConnection,
  after: AfterState,
  before: ComparedKey,
  now: ComparedKey,
): Promise<Verdict> {
  const isSame = (expireAtMs: number) => isSameExpiry(connection, now.expireAtMs, expireAtMs);
  // A key whose time has passed meanwhile is not created only to expire.
  const isOver = before.expireAtMs >= 0 && before.expireAtMs <= Date.now();
  if (now.isAbsent) {
    if (before.isAbsent || isOver) return 'done';
    // Only its own expiry has removed it.
    const hasExpired = after.kind === 'content' && after.expireAtMs >= 0 && after.expireAtMs <= Date.now();
    if (after.kind === 'absent' || hasExpired) return 'restore';
    return after.kind === 'unknown' ? 'unknown' : 'changed';
  }
  if (after.kind === 'content') {
    const hash = await now.hash();
    if (hash === (await before.hash()) && isSame(before.expireAtMs)) return 'done';
    return hash === after.hash && isSame(after.expireAtMs) ? 'restore' : 'changed';
  }
  const digest = await now.digest();
  const former = await before.digest();
  if (digest === former && isSame(before.expireAtMs)) return 'done';
  if (after.kind === 'unknown') return 'unknown';
  const isAsLeft =
    (after.kind === 'value' && digest === after.digest && isSame(after.expireAtMs)) ||
    (after.kind === 'unchanged' && digest === former && isSame(after.expireAtMs));
  return isAsLeft ? 'restore' : 'changed';
}
