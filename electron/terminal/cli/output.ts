import type { Failure } from '../../../shared/contract/errors.ts';
import { chooseStyle, type Style } from '../format/style.ts';

/** What the terminal face needs of a stream: a real one, or a test's. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  once?(event: 'error', listener: () => void): unknown;
}

export interface OutputOptions {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly json: boolean;
}

/** All that is printed goes through here: answers to stdout, everything said on the way to stderr. */
export class Output {
  readonly json: boolean;
  /** For answers. */
  readonly style: Style;
  /** For notes, questions and errors. */
  readonly noteStyle: Style;
  readonly #options: OutputOptions;
  #answered = false;
  #readerGone = false;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.json = options.json;
    this.style = chooseStyle(options.stdout.isTTY === true, options.env);
    this.noteStyle = chooseStyle(options.stderr.isTTY === true, options.env);
    options.stdout.once?.('error', () => {
      this.#readerGone = true;
    });
  }

  /** For what is drawn in place. */
  get stdout(): TextStream {
    return this.#options.stdout;
  }

  /** Whoever read the answers has seen enough, such as `head`: what has no end of its own ends then. */
  get readerGone(): boolean {
    return this.#readerGone;
  }

  get stderr(): TextStream {
    return this.#options.stderr;
  }

  /** The one answer of an action: its document with `--json`, else its lines. */
  answer(document: unknown, lines: readonly string[]): void {
    if (this.json) this.#document(document);
    else this.#options.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** One of many answers that come in time: a document a line with `--json`. */
  line(document: unknown, text: string): void {
    this.#answered = true;
    this.#options.stdout.write(`${this.json ? JSON.stringify(document) : text}\n`);
  }

  /** One line for people, never on stdout. */
  note(line: string): void {
    this.#options.stderr.write(`${line}\n`);
  }

  /** The sentence on stderr, and with `--json` the document on stdout, unless the answer stands there already. */
  failure(failure: Failure): void {
    this.#options.stderr.write(`${this.noteStyle.danger(failure.message)}\n`);
    if (this.json && !this.#answered) this.#document({ error: failure });
  }

  #document(document: unknown): void {
    if (this.#answered) throw new Error('a second JSON document on stdout');
    this.#answered = true;
    const indent = this.#options.stdout.isTTY === true ? 2 : undefined;
    this.#options.stdout.write(`${JSON.stringify(document, null, indent)}\n`);
  }
}
