import type { RestoreKeysPreview } from '../../../../shared/contract/restore-keys.ts';
import type { TargetState } from './target-state.ts';

/** Of a key with a small value: an entry of the table of keys, the key, an object, and an entry of the expiries. */
const KEY_BYTES = 80;
/** The minimum that Redis adds to the serialised bytes of a key. */
const MIN_KEY_BYTES = 32;
/** Values take more memory than their serialised form: long strings are compressed there, and hash tables have pointers. */
const GROWTH = 1.3;

interface Growth {
  /** Keys that are written. */
  readonly keys: number;
  readonly sizeBytes: number;
  /** The memory of the values that they replace. */
  readonly formerBytes: number;
  /** Needed besides, while a large value is sent or received. */
  readonly transientBytes: number;
}

/** Estimates the effect of a restore on the memory of its target. */
export function forecastMemory(
  { keys, sizeBytes, formerBytes, transientBytes }: Growth,
  target: Pick<TargetState, 'usedBytes' | 'limitBytes' | 'policy'> | null,
): RestoreKeysPreview['memory'] & { readonly isCertain: boolean } {
  const growth = Math.max(0, Math.round(sizeBytes * GROWTH + keys * KEY_BYTES - formerBytes));
  const neededBytes = growth + transientBytes;
  const leastBytes = sizeBytes + keys * MIN_KEY_BYTES - formerBytes;
  const { usedBytes = null, limitBytes = null, policy = null } = target ?? {};
  const known = { neededBytes, usedBytes, limitBytes, policy };
  if (limitBytes === null) return { ...known, effect: usedBytes === null ? 'unknown' : 'fits', isCertain: true };
  if (usedBytes === null) return { ...known, effect: 'unknown', isCertain: false };
  const exceeds = (bytes: number) => usedBytes + bytes > limitBytes;
  if (!exceeds(neededBytes)) return { ...known, effect: 'fits', isCertain: true };
  return { ...known, effect: policy === 'noeviction' ? 'refuses' : 'evicts', isCertain: exceeds(leastBytes) };
}
