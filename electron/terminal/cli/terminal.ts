import { escapeControlsInJson, printable, usesUtf8 } from '../format/printable.ts';
import { cutLine, wrapLine } from '../format/wrap.ts';

/** The parts of a stream that the CLI needs: a real one, or a test's. */
export interface TextStream {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  once?(event: 'error', listener: () => void): unknown;
}

/**
 * The only place through which text for people reaches a stream: control characters of foreign text become escapes,
 * symbols become ASCII if the locale is not UTF-8, and lines are wrapped to the width.
 */
export class Terminal {
  readonly utf8: boolean;
  readonly #stream: TextStream;
  readonly #columns: number | null;

  constructor(stream: TextStream, env: Readonly<Record<string, string | undefined>>) {
    this.#stream = stream;
    this.utf8 = usesUtf8(env);
    this.#columns = /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : null;
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  /** COLUMNS, else the terminal's width; infinite in a file or a pipe. */
  get columns(): number {
    return this.#columns ?? ((this.isTTY && this.#stream.columns) || Number.POSITIVE_INFINITY);
  }

  /** For output drawn in place: never wider than the terminal. */
  get drawnColumns(): number {
    return Math.min(this.#columns ?? Number.POSITIVE_INFINITY, this.#stream.columns || 80);
  }

  get rows(): number {
    return this.#stream.rows || 24;
  }

  /** Lines for people. A line break inside one is foreign, and shown as an escape. */
  lines(lines: readonly string[]): void {
    const shown = lines.flatMap((line) => wrapLine(printable(line, this.utf8), this.columns));
    this.#stream.write(shown.map((line) => `${line}\n`).join(''));
  }

  /** Text after which the cursor stays, such as a question. */
  prompt(text: string): void {
    this.#stream.write(printable(text, this.utf8));
  }

  /** A server's reply, in lines that are not wrapped, because they may be copied. */
  reply(text: string): void {
    this.passOn(`${text}\n`);
  }

  /** A part of another program's output, not wrapped. */
  passOn(text: string): void {
    const lines = text.split('\n').map((line) => printable(line, this.utf8));
    this.#stream.write(lines.join('\n'));
  }

  /** One drawable line without colours, cut to a number of columns. */
  drawable(text: string, width: number): string {
    return cutLine(printable(text, this.utf8), width, this.utf8);
  }

  /** Our own colours around drawable text. */
  painted(text: string): string {
    return printable(text, this.utf8);
  }

  /** A JSON document. On a terminal its control characters become JSON escapes: the same document. */
  document(json: string): void {
    this.#stream.write(`${this.isTTY ? escapeControlsInJson(json) : json}\n`);
  }

  /** Bytes for a file or another program. */
  bytes(bytes: Uint8Array): void {
    this.#stream.write(bytes);
  }

  /** Our own control output: cursor movements, and bytes for another program. */
  raw(text: string): void {
    this.#stream.write(text);
  }
}
