import { createReplyReader, type LineKind, OK_TEXT, type ReplySink, type StringKind } from './reply-reader.ts';

/**
 * A reply: bytes, a number, a status text, an error of the server, or a list. An integer that a number cannot represent
 * is a bigint. The types of RESP3 have the form that RESP2 gives them: a map is a list of keys and values.
 */
export type Reply = Buffer | number | bigint | string | null | Error | readonly Reply[];

/**
 * Parses replies from chunks of any size.
 * @throws Error for bytes that are no reply
 */
export function createReplyParser(onReply: (reply: Reply) => void): (chunk: Buffer) => void {
  return createReplyReader(replyTree(onReply));
}

/** Builds whole replies from their pieces. */
export function replyTree(onReply: (reply: Reply) => void): ReplySink {
  const lists: Reply[][] = [];
  let whole: Reply = null;
  let parts: Buffer[] = [];
  let kind: StringKind = '$';

  const take = (reply: Reply) => {
    const list = lists.at(-1);
    if (list === undefined) whole = reply;
    else list.push(reply);
  };
  return {
    line: (lineKind, text) => take(text === OK_TEXT ? 'OK' : lineReply(lineKind, text.toString('latin1'))),
    open(stringKind) {
      kind = stringKind;
      parts = [];
    },
    part: (bytes) => void parts.push(bytes),
    close() {
      const [first = EMPTY] = parts;
      const bytes = parts.length < 2 ? first : Buffer.concat(parts);
      take(kind === '!' ? serverError(bytes.toString('latin1')) : bytes);
    },
    none: () => take(null),
    openList: () => void lists.push([]),
    closeList() {
      const list = lists.pop();
      if (list !== undefined) take(list);
    },
    end: () => onReply(whole),
  };
}

const EMPTY = Buffer.alloc(0);

function lineReply(kind: LineKind, text: string): Reply {
  if (kind === '-') return serverError(text);
  if (kind === ':' || kind === '(') {
    const number = Number(text);
    return Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(text) ? number : BigInt(text);
  }
  if (kind === '#') return text === 't' ? 1 : 0;
  return text;
}

/** The name distinguishes an error of the server from one of the network. */
function serverError(text: string): Error {
  return Object.assign(new Error(text), { name: 'ReplyError' });
}
