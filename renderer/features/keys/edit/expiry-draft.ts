import * as editWords from '../words/edit.ts';

/** Units of a time to live, in seconds. */
export const units: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** The end of the years with four digits, ms since 1970: timestamps cannot go beyond. */
const LATEST = Date.UTC(9999, 11, 31);

export interface ExpiryDraft {
  readonly kind: 'never' | 'in' | 'at';
  readonly amount: number;
  readonly unit: string;
  /** Local time, in the format of the browser's field. */
  readonly at: string;
}

export function expiryDraft(expiresAt: string | null, now: number): ExpiryDraft {
  const shown = new Date(expiresAt ?? now + 3_600_000);
  const local = new Date(shown.getTime() - shown.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  return { kind: expiresAt === null ? 'never' : 'at', amount: 1, unit: 'hours', at: local };
}

/**
 * The time of the expiry in UTC, null for never.
 * @throws Error with a sentence if it is no time in the future
 */
export function expiryAt({ kind, amount, unit, at }: ExpiryDraft, now: number): string | null {
  if (kind === 'never') return null;
  const time = kind === 'in' ? now + amount * (units[unit] ?? 1) * 1000 : Date.parse(at);
  if (!Number.isFinite(time) || (kind === 'in' && amount < 1)) throw new Error(editWords.enterTheTime);
  if (time > LATEST) throw new Error(editWords.thisTimeIsTooFarAway);
  if (time <= now) throw new Error(editWords.timeHasPassed);
  return new Date(time).toISOString();
}

/** The same as a sentence, for a form. */
export function expiryWords(
  draft: ExpiryDraft,
  of: 'key' | 'field',
  now: number,
  words: (at: string) => string,
): string {
  try {
    const at = expiryAt(draft, now);
    return at === null ? editWords.staysUntilDeleted[of] : editWords.expiresAt(words(at));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
