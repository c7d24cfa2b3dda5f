/** A reply of one line: status, error, integer, double, boolean or big number. */
export type LineKind = '+' | '-' | ':' | ',' | '#' | '(';
/** A string with a length: bulk, verbatim, or an error. */
export type StringKind = '$' | '=' | '!';
/** A reply of several elements: array, set, push, or map, whose `count` has keys and values. */
export type ListKind = '*' | '~' | '>' | '%';

/** Receives replies piece by piece, so that a reply of any size needs no memory. */
export interface ReplySink {
  line(kind: LineKind, text: Buffer): void;
  /** A string begins; its bytes follow in any number of parts. Omits the format name of a verbatim string. */
  open(kind: StringKind, length: number): void;
  part(bytes: Buffer): void;
  close(): void;
  none(): void;
  /** Elements follow, `count` of them. */
  openList(kind: ListKind, count: number): void;
  closeList(): void;
  /** A whole reply has been received. */
  end(): void;
}

/** A line is a status, a number or an error. */
const LONGEST_LINE_BYTES = 64 * 1024;
/** Redis nests its replies about ten levels deep; a script may send more. */
const MAX_LEVELS = 128;
const RETURN = 13;
const NEWLINE = 10;
const [PLUS, UPPER_O, UPPER_K] = [43, 79, 75];
/** The text of the line `+OK`, the reply to most writes: always this buffer, so that none is created per reply. */
export const OK_TEXT = Buffer.from('OK');
const OK_LINE_BYTES = 5;
const VERBATIM_PREFIX = 4;

/** `kind` is null for attributes, which describe the next reply and are skipped. */
interface Level {
  readonly kind: ListKind | null;
  left: number;
}

/**
 * Reads replies of RESP2 and RESP3 from chunks of any size.
 * @see https://redis.io/docs/latest/develop/reference/protocol-spec/
 * @returns a function that takes the chunks and throws an Error for bytes that are no reply
 */
export function createReplyReader(sink: ReplySink): (chunk: Buffer) => void {
  const levels: Level[] = [];
  /** An unfinished line. */
  let rest: Buffer | null = null;
  /** Of the current string: the remaining bytes, and those of its line end. */
  let missing = 0;
  let ending = 0;
  let skipped = 0;
  let muted = 0;

  const finish = () => {
    for (;;) {
      const level = levels.at(-1);
      if (level === undefined) return sink.end();
      level.left -= 1;
      if (level.left > 0) return;
      levels.pop();
      if (level.kind === null) {
        muted -= 1;
        return;
      }
      if (muted === 0) sink.closeList();
    }
  };

  const openList = (kind: ListKind | null, count: number) => {
    if (levels.length >= MAX_LEVELS) throw new Error(`the reply has more than ${MAX_LEVELS} levels`);
    if (kind === null) muted += 1;
    else if (muted === 0) sink.openList(kind, count);
    // An empty list ends where its first element would begin.
    levels.push({ kind, left: Math.max(count, 1) });
    if (count > 0) return;
    if (kind === null) {
      levels.pop();
      muted -= 1;
    } else finish();
  };

  const openString = (kind: StringKind, length: number) => {
    const prefix = kind === '=' ? Math.min(VERBATIM_PREFIX, length) : 0;
    if (muted === 0) sink.open(kind, length - prefix);
    missing = length;
    skipped = prefix;
    ending = 2;
  };

  const takeLine = (line: Buffer) => {
    const kind = String.fromCharCode(line[0] ?? 0);
    const text = line.subarray(1);
    if (kind === '+' || kind === '-' || kind === ':' || kind === ',' || kind === '#' || kind === '(') {
      if (muted === 0) sink.line(kind, text);
      return finish();
    }
    if (kind === '_') {
      if (muted === 0) sink.none();
      return finish();
    }
    const length = Number(text.toString('latin1'));
    if (!Number.isSafeInteger(length) || text.length === 0) throw notRedis();
    if (kind === '|') return openList(null, length * 2);
    if (length < 0) {
      if (kind !== '$' && kind !== '*') throw notRedis();
      if (muted === 0) sink.none();
      return finish();
    }
    if (kind === '$' || kind === '=' || kind === '!') return openString(kind, length);
    if (kind === '*' || kind === '~' || kind === '>') return openList(kind, length);
    if (kind === '%') return openList(kind, length * 2);
    throw notRedis();
  };

  /** @returns the offset of the next reply or line */
  const takeString = (data: Buffer, from: number): number => {
    let at = from;
    if (missing > 0) {
      const end = Math.min(data.length, at + missing);
      const begin = Math.min(end, at + skipped);
      skipped -= begin - at;
      if (end > begin && muted === 0) sink.part(data.subarray(begin, end));
      missing -= end - at;
      at = end;
    }
    const over = missing === 0 ? Math.min(ending, data.length - at) : 0;
    ending -= over;
    if (missing === 0 && ending === 0) {
      if (muted === 0) sink.close();
      finish();
    }
    return at + over;
  };

  return (chunk) => {
    const data = rest === null ? chunk : Buffer.concat([rest, chunk]);
    rest = null;
    let at = 0;
    while (at < data.length) {
      if (ending > 0) {
        at = takeString(data, at);
        continue;
      }
      if (isOk(data, at)) {
        if (muted === 0) sink.line('+', OK_TEXT);
        finish();
        at += OK_LINE_BYTES;
        continue;
      }
      const end = data.indexOf(RETURN, at);
      if (end === -1 || end + 1 >= data.length) {
        if (data.length - at > LONGEST_LINE_BYTES) throw notRedis();
        rest = data.subarray(at);
        return;
      }
      takeLine(data.subarray(at, end));
      at = end + 2;
    }
  };
}

function isOk(data: Buffer, at: number): boolean {
  return (
    data[at] === PLUS &&
    data[at + 1] === UPPER_O &&
    data[at + 2] === UPPER_K &&
    data[at + 3] === RETURN &&
    data[at + 4] === NEWLINE
  );
}

function notRedis(): Error {
  return new Error('the reply is not from a Redis server');
}
