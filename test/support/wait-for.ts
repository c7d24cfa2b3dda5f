import { patience } from './patience.ts';

/**
 * Polls until the result is not false, null or undefined. An exception counts as no result.
 * @param condition for the message of a timeout: "the table to show k"
 * @throws Error after `timeoutMs` (`patience.waitMs` by default), with the last exception as its cause
 */
export async function waitFor<T>(
  condition: string,
  poll: () => T | Promise<T>,
  { timeoutMs = patience.waitMs, everyMs = 25 }: { readonly timeoutMs?: number; readonly everyMs?: number } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const result = await poll();
      if (result !== false && result !== null && result !== undefined)
        return result as Exclude<T, false | null | undefined>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() >= end) throw new Error(`waited ${timeoutMs} ms for ${condition}`, { cause });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
