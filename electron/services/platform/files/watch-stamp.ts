import { watchFolder } from './watch-folder.ts';

/**
 * Watches files in a folder that other processes change, beginning immediately.
 * @param stampOf differs for each version of the files; a failed check is skipped
 * @param pollMs how often to check where changes are not reported
 * @returns a function that stops it
 */
export function watchStamp(
  folder: string,
  stampOf: () => Promise<string>,
  pollMs: number,
  onChange: () => void,
): () => void {
  let last: string | null = null;
  const check = async () => {
    const now = await stampOf();
    if (last !== null && now !== last) onChange();
    last = now;
  };
  return watchFolder(folder, pollMs, () => void check().catch(() => undefined));
}
