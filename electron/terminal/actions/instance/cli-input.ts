import type { ActionContext } from '../../cli/action.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import * as instanceWords from './words.ts';

/** Redis accepts no longer value. */
const LONGEST_LINE_BYTES = 512 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * The lines of a file or a pipe as bytes, without their line feeds.
 * @throws AppError BAD_VALUE if standard input cannot be read
 */
export async function* pipedLines({ stdin, stop }: ActionContext): AsyncGenerator<Buffer> {
  const chunks = stdin.iterator({ destroyOnReturn: false });
  let parts: Buffer[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { value, done } = await stop.orStop(chunks.next());
      if (done) break;
      let rest: Buffer = typeof value === 'string' ? Buffer.from(value) : value;
      for (let at = rest.indexOf(LINE_FEED); at !== -1; at = rest.indexOf(LINE_FEED)) {
        yield Buffer.concat([...parts, rest.subarray(0, at)]);
        rest = rest.subarray(at + 1);
        parts = [];
        bytes = 0;
      }
      parts.push(rest);
      bytes += rest.length;
      if (bytes > LONGEST_LINE_BYTES) throw unusable(instanceWords.aLineIsLongerThan512Mb);
    }
    if (bytes > 0) yield Buffer.concat(parts);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'read') throw unusable(error.message);
    throw error;
  } finally {
    stdin.pause();
  }
}

function unusable(why: string) {
  return badUsage('stdin', instanceWords.aFileOrAPipe, instanceWords.standardInputCannotBeReadMessage(why));
}
