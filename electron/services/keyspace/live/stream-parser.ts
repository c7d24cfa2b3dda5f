/** A command of the replication stream. Its bytes are valid only during the call. */
export interface StreamCommand {
  /** In lower case. */
  readonly name: string;
  /**
   * The arguments after the name, as far as {@link KeptArguments} requests them: keys completely, others up to a limit.
   * Null for one that was only counted.
   */
  readonly args: readonly (Buffer | null)[];
  /** The complete length of each entry of `args`. */
  readonly lengths: readonly number[];
  /** The number of arguments after the name, and the sum of their lengths. */
  readonly count: number;
  readonly bytes: number;
}

/** Which arguments of a command are kept; the others are counted. Positions start after the name. */
export interface KeptArguments {
  isKey(position: number): boolean;
  /** Arguments before this position are kept up to `textBytes`. */
  readonly texts: number;
  readonly textBytes: number;
}

/** As in the RDB reader: no useful key is longer. */
const LONGEST_KEY_BYTES = 64 * 1024 * 1024;
const LONGEST_VALUE_BYTES = 2 ** 50;
const MAX_ARGUMENTS = 2 ** 31;
/** Keeps lengths exact. */
const MAX_DIGITS = 15;
const NAME_BYTES = 256;
const [LINE_FEED, CARRIAGE_RETURN, BULK, ARRAY, ZERO, NINE] = [10, 13, 36, 42, 48, 57] as const;

export class StreamError extends Error {
  constructor(message: string) {
    super(`the replication stream is damaged: ${message}`);
    this.name = 'StreamError';
  }
}

type Phase = 'command' | 'argument' | 'body' | 'end of body';

/**
 * Parses the commands that a server sends to its replicas: arrays of bulk strings. Takes memory only for bytes that have
 * arrived, and skips values without keeping them.
 */
export class StreamParser {
  readonly #kept: (name: string) => KeptArguments;
  readonly #visit: (command: StreamCommand, offset: number) => void;
  #offset = 0;
  #commandBytes = 0;
  #phase: Phase = 'command';
  /** Digits of the current length so far; -1 before its mark. */
  #digits = -1;
  #number = 0;
  /** Remaining arguments, including the name. */
  #left = 0;
  #name: string | null = null;
  #rule: KeptArguments | null = null;
  #args: (Buffer | null)[] = [];
  #lengths: number[] = [];
  #count = 0;
  #sum = 0;
  /** Of the current argument. */
  #length = 0;
  #seen = 0;
  #keep = 0;
  #pieces: Buffer[] = [];

  /** @param visit called with the offset of the command's end in the stream. An exception ends the parsing. */
  constructor(kept: (name: string) => KeptArguments, visit: (command: StreamCommand, offset: number) => void) {
    this.#kept = kept;
    this.#visit = visit;
  }

  /** The end of the last complete command, in bytes since the beginning of the stream. */
  get offset(): number {
    return this.#offset;
  }

  /** @throws StreamError */
  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const before = at;
      if (this.#phase === 'body') at = this.#body(chunk, at);
      else if (this.#phase === 'end of body') at = this.#endOfBody(chunk, at);
      else at = this.#header(chunk, at);
      this.#commandBytes += at - before;
      if (this.#phase === 'command' && this.#name !== null) this.#finish();
    }
  }

  /** Reads `*<count>` or `$<length>` up to its line break. */
  #header(chunk: Buffer, from: number): number {
    const mark = this.#phase === 'command' ? ARRAY : BULK;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte >= ZERO && byte <= NINE && this.#digits >= 0) {
        if (++this.#digits > MAX_DIGITS) throw new StreamError('a length is too large');
        this.#number = this.#number * 10 + byte - ZERO;
      } else if (byte === mark && this.#digits < 0) this.#digits = 0;
      else if (byte === LINE_FEED) {
        this.#endOfHeader(at + 1 - from);
        return at + 1;
      } else if (byte !== CARRIAGE_RETURN) throw new StreamError(`0x${byte.toString(16)} is no part of a length`);
    }
    return chunk.length;
  }

  #endOfHeader(bytes: number): void {
    const value = this.#number;
    const hasMark = this.#digits >= 0;
    if (hasMark ? this.#digits === 0 : this.#phase !== 'command') throw new StreamError('a length is missing');
    this.#digits = -1;
    this.#number = 0;
    // A lone line break keeps the connection alive and counts in no offset.
    if (!hasMark) this.#commandBytes = -bytes;
    else if (this.#phase === 'command') this.#beginCommand(value);
    else this.#beginArgument(value);
  }

  #beginCommand(count: number): void {
    if (count < 1 || count > MAX_ARGUMENTS) throw new StreamError(`a command of ${count} parts is not possible`);
    this.#left = count;
    this.#phase = 'argument';
  }

  #beginArgument(length: number): void {
    const isName = this.#name === null;
    const isKey = this.#rule?.isKey(this.#count) ?? false;
    if (length > (isName ? NAME_BYTES : isKey ? LONGEST_KEY_BYTES : LONGEST_VALUE_BYTES)) {
      throw new StreamError(`${isKey ? 'a key' : 'an argument'} of ${length} bytes is not possible`);
    }
    const isText = this.#count < (this.#rule?.texts ?? 0);
    this.#length = length;
    this.#seen = 0;
    this.#keep = isName || isKey ? length : isText ? Math.min(length, this.#rule?.textBytes ?? 0) : -1;
    this.#pieces = [];
    this.#phase = length === 0 ? 'end of body' : 'body';
  }

  #body(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#length - this.#seen);
    const missing = this.#keep - this.#seen;
    if (missing > 0) this.#pieces.push(chunk.subarray(at, Math.min(end, at + missing)));
    this.#seen += end - at;
    if (this.#seen === this.#length) this.#phase = 'end of body';
    return end;
  }

  #endOfBody(chunk: Buffer, at: number): number {
    const byte = chunk[at];
    if (byte === CARRIAGE_RETURN) return at + 1;
    if (byte !== LINE_FEED) throw new StreamError('a value is longer than its length');
    this.#take();
    this.#phase = --this.#left === 0 ? 'command' : 'argument';
    return at + 1;
  }

  #take(): void {
    const [first = Buffer.alloc(0)] = this.#pieces;
    const content = this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : first;
    this.#pieces = [];
    if (this.#name === null) {
      this.#name = content.toString('latin1').toLowerCase();
      this.#rule = this.#kept(this.#name);
      return;
    }
    if (this.#keep >= 0) {
      while (this.#args.length < this.#count) {
        this.#args.push(null);
        this.#lengths.push(0);
      }
      this.#args.push(content);
      this.#lengths.push(this.#length);
    }
    this.#count++;
    this.#sum += this.#length;
  }

  #finish(): void {
    const command = {
      name: this.#name ?? '',
      args: this.#args,
      lengths: this.#lengths,
      count: this.#count,
      bytes: this.#sum,
    };
    this.#offset += this.#commandBytes;
    this.#commandBytes = 0;
    this.#name = null;
    this.#rule = null;
    this.#args = [];
    this.#lengths = [];
    this.#count = 0;
    this.#sum = 0;
    this.#visit(command, this.#offset);
  }
}
