/**
 * Polls something outside this process, such as the size of a file, beginning immediately.
 * @param stampOf differs for each version; a failed poll is skipped
 * @returns a function that stops polling
 */
export function watchStamp(stampOf: () => Promise<string>, intervalMs: number, onChange: () => void): () => void {
  let last: string | null = null;
  const check = async () => {
    const now = await stampOf();
    if (last !== null && now !== last) onChange();
    last = now;
  };
  const quietly = () => void check().catch(() => undefined);
  quietly();
  const timer = setInterval(quietly, intervalMs);
  return () => clearInterval(timer);
}
