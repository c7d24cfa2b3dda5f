/** A reply: bytes, a number, a status text, or the error of the server. */
export type Reply = Buffer | number | string | null | Error;

/** A line is a status, a number or an error. */
const LONGEST_LINE_BYTES = 64 * 1024;
const RETURN = 13;

/**
 * Parses replies of one level (RESP 2 without arrays) from chunks of any size.
 * @throws Error for bytes that are no such reply
 */
export function createReplyParser(onReply: (reply: Reply) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let have = 0;
  /** Bytes without which nothing can be parsed. */
  let need = 1;

  return (chunk) => {
    chunks.push(chunk);
    have += chunk.length;
    if (have < need) return;
    const data = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    let at = 0;
    need = 1;
    while (at < data.length) {
      const end = data.indexOf(RETURN, at);
      if (end === -1 || end + 1 >= data.length) {
        if (data.length - at > LONGEST_LINE_BYTES) throw new Error('the reply is not from a Redis server');
        need = data.length - at + 1;
        break;
      }
      const kind = data[at];
      if (kind === 0x24) {
        const length = Number(data.toString('latin1', at + 1, end));
        if (!Number.isSafeInteger(length)) throw new Error('the reply is not from a Redis server');
        if (length < 0) {
          onReply(null);
          at = end + 2;
          continue;
        }
        const from = end + 2;
        if (from + length + 2 > data.length) {
          need = from + length + 2 - at;
          break;
        }
        onReply(data.subarray(from, from + length));
        at = from + length + 2;
        continue;
      }
      onReply(lineReply(kind, data.toString('latin1', at + 1, end)));
      at = end + 2;
    }
    const rest = data.subarray(at);
    chunks = rest.length === 0 ? [] : [rest];
    have = rest.length;
  };
}

function lineReply(kind: number | undefined, text: string): Reply {
  if (kind === 0x2b) return text;
  if (kind === 0x3a) return Number(text);
  // The name tells the error of a server from one of the network.
  if (kind === 0x2d) return Object.assign(new Error(text), { name: 'ReplyError' });
  throw new Error('the reply is not from a Redis server');
}
