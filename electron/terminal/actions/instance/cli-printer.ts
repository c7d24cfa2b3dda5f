import { StringDecoder } from 'node:string_decoder';
import type { ReplyOutput } from '../../../services/console/session/console-session.ts';
import type { Output } from '../../cli/output.ts';

/**
 * Prints replies: byte for byte into a file or a pipe; on a terminal, control characters in statuses, errors and texts
 * such as INFO become escapes.
 */
export function replyPrinter({ stdout }: Output): ReplyOutput {
  if (!stdout.isTTY) return { write: (bytes) => stdout.bytes(bytes) };
  const decoder = new StringDecoder('utf8');
  // Lines of INFO end with a carriage return, which a chunk may separate from its line feed.
  let held = '';
  return {
    write(bytes) {
      const text = `${held}${decoder.write(bytes)}`.replaceAll('\r\n', '\n');
      held = text.endsWith('\r') ? '\r' : '';
      stdout.passOn(held === '' ? text : text.slice(0, -1));
    },
  };
}
