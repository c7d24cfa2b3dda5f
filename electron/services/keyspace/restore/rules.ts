import type { ExpiryRule } from '../../../../shared/contract/restore-keys.ts';

export interface Times {
  readonly nowMs: number;
  /** When the source was written; null if it does not say. */
  readonly writtenAtMs: number | null;
}

/** The expiry that a key gets: ms since 1970, -1 for none; null if its time has passed. */
export function newExpiry(expireAtMs: number, rule: ExpiryRule, { nowMs, writtenAtMs }: Times): number | null {
  if (expireAtMs < 0 || rule === 'none') return -1;
  if (rule === 'absolute') return expireAtMs > nowMs ? expireAtMs : null;
  const left = expireAtMs - (writtenAtMs ?? nowMs);
  return left > 0 ? nowMs + left : null;
}

/** OBJECT IDLETIME counts whole seconds of a clock that is a second late. */
const IDLE_RESOLUTION_MS = 2000;

/**
 * Whether the source's value is certainly newer: nobody has read or written the target's key since the source was
 * written. A key that was only read since then counts as newer on the target, because Redis does not distinguish reads
 * from writes.
 * @param idleSeconds of the target's key; null if the server does not report it
 */
export function isNewerInSource(idleSeconds: number | null, { nowMs, writtenAtMs }: Times): boolean {
  if (idleSeconds === null || writtenAtMs === null) return false;
  return nowMs - idleSeconds * 1000 + IDLE_RESOLUTION_MS < writtenAtMs;
}
