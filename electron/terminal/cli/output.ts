import type { Failure } from '../../../shared/contract/errors.ts';
import { chooseStyle, type Style } from '../format/style.ts';
import { Terminal, type TextStream } from './terminal.ts';

export interface OutputOptions {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly json: boolean;
}

/** Everything that is printed passes here: answers go to stdout, everything else to stderr. */
export class Output {
  readonly json: boolean;
  /** For answers. */
  readonly style: Style;
  /** For notes, questions and errors. */
  readonly noteStyle: Style;
  /** For output drawn in place, and for questions. */
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  #answered = false;
  #readerGone = false;

  constructor({ stdout, stderr, env, json }: OutputOptions) {
    this.stdout = new Terminal(stdout, env);
    this.stderr = new Terminal(stderr, env);
    this.json = json;
    this.style = chooseStyle(this.stdout.isTTY, env);
    this.noteStyle = chooseStyle(this.stderr.isTTY, env);
    stdout.once?.('error', () => {
      this.#readerGone = true;
    });
  }

  /** The maximum width of a table; infinite in a file or a pipe. */
  get columns(): number {
    return this.stdout.columns;
  }

  /** The reader of standard output, such as `head`, has closed it: an endless action then ends. */
  get readerGone(): boolean {
    return this.#readerGone;
  }

  /**
   * The only answer of an action: its document with `--json`, otherwise its lines, from a function if there may be
   * many.
   */
  answer(document: unknown, lines: readonly string[] | (() => readonly string[])): void {
    if (this.json) this.#document(document);
    else this.stdout.lines(typeof lines === 'function' ? lines() : lines);
  }

  /** An answer for a file or another program: exactly its text, or with `--json` its document. */
  text(document: unknown, text: string): void {
    if (this.json) this.#document(document);
    else if (this.stdout.isTTY) this.stdout.passOn(text);
    else this.stdout.raw(text);
  }

  /** One of many answers over time: one document per line with `--json`. */
  line(document: unknown, lines: string | readonly string[]): void {
    this.#answered = true;
    if (this.json) this.stdout.document(JSON.stringify(document));
    else this.stdout.lines(typeof lines === 'string' ? [lines] : lines);
  }

  /** One line for people, never on stdout. */
  note(line: string): void {
    this.stderr.lines([line]);
  }

  /** Prints the sentence on stderr, and with `--json` the document on stdout, unless a document was already printed. */
  failure(failure: Failure): void {
    this.note(this.noteStyle.danger(failure.message));
    if (this.json && !this.#answered) this.#document({ error: failure });
  }

  #document(document: unknown): void {
    if (this.#answered) throw new Error('a second JSON document on stdout');
    this.#answered = true;
    this.stdout.document(JSON.stringify(document, null, this.stdout.isTTY ? 2 : undefined));
  }
}
