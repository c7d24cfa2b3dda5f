import { StringDecoder } from 'node:string_decoder';
import type { ReplyOutput } from '../../../services/console/session/console-session.ts';
import type { Output } from '../../cli/output.ts';

/**
 * Prints replies: into a file or a pipe byte for byte, on a terminal with the control characters of statuses, errors
 * and texts such as INFO as escapes.
 */
export function replyPrinter({ stdout }: Output): ReplyOutput {
  if (!stdout.isTTY) return { write: (bytes) => stdout.bytes(bytes) };
  const decoder = new StringDecoder('utf8');
  // Lines of INFO end with a carriage return, which may come apart from its line feed.
  let held = '';
  return {
    write(bytes) {
      const text = `${held}${decoder.write(bytes)}`.replaceAll('\r\n', '\n');
      held = text.endsWith('\r') ? '\r' : '';
      stdout.passOn(held === '' ? text : text.slice(0, -1));
    },
  };
}
