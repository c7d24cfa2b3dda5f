import type { LineKind, ListKind, ReplySink, StringKind } from '../../redis/connection/reply-reader.ts';

/** `annotated`: with types and quotes, for people. `raw`: bare values, for programs. */
export type ReplyStyle = 'annotated' | 'raw';

/** Receives the text of replies in parts. */
export type WriteReply = (bytes: Buffer) => void;

/**
 * Formats replies as redis-cli does, while they arrive.
 * @see https://github.com/redis/redis/blob/7.0.15/src/redis-cli.c cliFormatReplyTTY and cliFormatReplyRaw
 */
export function createReplyFormat(style: ReplyStyle, write: WriteReply): ReplySink {
  return style === 'annotated' ? annotated(joinParts(write)) : raw(joinParts(write));
}

/** Parts are joined up to this size, because each write to a pipe or terminal is a system call. */
const JOINED_BYTES = 16 * 1024;

interface Writer {
  /** @param text one character per byte */
  text(text: string): void;
  bytes(bytes: Buffer): void;
  flush(): void;
}

function joinParts(write: WriteReply): Writer {
  let held = '';
  const flush = () => {
    if (held !== '') write(Buffer.from(held, 'latin1'));
    held = '';
  };
  return {
    text(text) {
      held += text;
      if (held.length > JOINED_BYTES) flush();
    },
    bytes(bytes) {
      if (bytes.length < JOINED_BYTES) return this.text(bytes.toString('latin1'));
      flush();
      write(bytes);
    },
    flush,
  };
}

interface Level {
  readonly kind: ListKind;
  /** How many elements have begun. */
  index: number;
  /** Precedes each element after the first. */
  readonly outer: string;
  /** The width of the largest number. */
  readonly width: number;
}

const emptyLists: Readonly<Record<ListKind, string>> = {
  '*': '(empty array)',
  '%': '(empty hash)',
  '~': '(empty set)',
  '>': '(empty push)',
};
const signs: Readonly<Record<ListKind, string>> = { '*': ')', '>': ')', '%': '#', '~': '~' };

function annotated(out: Writer): ReplySink {
  const levels: Level[] = [];
  let kind: StringKind = '$';

  /** @param breaksLine whether a list with elements starts on its own line, as the value of a map does */
  const begin = (breaksLine = false) => {
    const level = levels.at(-1);
    if (level === undefined) return;
    const { index } = level;
    level.index += 1;
    if (level.kind === '%' && index % 2 === 1) {
      return out.text(breaksLine ? ` => \n${level.outer}${' '.repeat(level.width + 2)}` : ' => ');
    }
    if (index > 0) out.text(`\n${level.outer}`);
    const number = (level.kind === '%' ? index / 2 : index) + 1;
    out.text(`${String(number).padStart(level.width)}${signs[level.kind]} `);
  };

  return {
    line(lineKind, text) {
      begin();
      out.text(annotatedLine(lineKind, text.toString('latin1')));
    },
    open(stringKind) {
      begin();
      kind = stringKind;
      if (kind === '$') out.text('"');
      if (kind === '!') out.text('(error) ');
    },
    part(bytes) {
      if (kind === '$') out.text(escaped(bytes.toString('latin1')));
      else out.bytes(bytes);
    },
    close() {
      if (kind === '$') out.text('"');
    },
    none() {
      begin();
      out.text('(nil)');
    },
    openList(listKind, count) {
      begin(count > 0);
      if (count === 0) out.text(emptyLists[listKind]);
      const above = levels.at(-1);
      const outer = above ? above.outer + ' '.repeat(above.width + 2) : '';
      const width = String(listKind === '%' ? count / 2 : count).length;
      levels.push({ kind: listKind, index: 0, outer, width });
    },
    closeList: () => void levels.pop(),
    end() {
      out.text('\n');
      out.flush();
    },
  };
}

function annotatedLine(kind: LineKind, text: string): string {
  switch (kind) {
    case '+':
      return text;
    case '-':
      return `(error) ${text}`;
    case ':':
      return `(integer) ${text}`;
    case ',':
      return `(double) ${text}`;
    case '#':
      return text === 't' ? '(true)' : '(false)';
    case '(':
      return text;
    default:
      return kind satisfies never;
  }
}

function raw(out: Writer): ReplySink {
  const levels: { readonly kind: ListKind; index: number }[] = [];
  let kind: StringKind = '$';

  const begin = () => {
    const level = levels.at(-1);
    if (level === undefined) return;
    const { index } = level;
    level.index += 1;
    if (index > 0) out.text(level.kind === '%' && index % 2 === 1 ? ' ' : '\n');
  };

  return {
    line(lineKind, text) {
      begin();
      // redis-cli ends an error with a line break.
      if (lineKind === '-') out.text(`${text.toString('latin1')}\n`);
      else if (lineKind === '#') out.text(text.toString('latin1') === 't' ? '(true)' : '(false)');
      else out.bytes(text);
    },
    open(stringKind) {
      begin();
      kind = stringKind;
    },
    part: (bytes) => out.bytes(bytes),
    close() {
      if (kind === '!') out.text('\n');
    },
    none: begin,
    openList(listKind) {
      begin();
      levels.push({ kind: listKind, index: 0 });
    },
    closeList: () => void levels.pop(),
    end() {
      out.text('\n');
      out.flush();
    },
  };
}

/** What redis-cli escapes: everything but printable ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
const unprintable = /["\\\u0000-\u001f\u007f-\u00ff]/g;
const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\u0007': '\\a',
  '\b': '\\b',
};

function escaped(text: string): string {
  return text.replace(unprintable, (char) => short[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
