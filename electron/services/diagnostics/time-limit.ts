/** A source's result, or why there is none. */
export type Answer<T> =
  | { readonly value: T; readonly reason: null }
  | { readonly value: null; readonly reason: string };

/**
 * Waits for a source at most `limitMs`. A failure is a result too, so that one unreadable source does not hide the
 * others. The work itself continues; its own limits end it.
 */
export async function answerWithin<T>(limitMs: number, work: () => Promise<T>): Promise<Answer<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer<T>>((resolve) => {
    const reason = `no answer within ${limitMs / 1000} s`;
    timer = setTimeout(() => resolve({ value: null, reason }), limitMs);
  });
  try {
    return await Promise.race([work().then((value) => ({ value, reason: null })), late]);
  } catch (error) {
    return { value: null, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
