import { createInterface } from 'node:readline';
import { AppError } from '../../../shared/contract/errors.ts';
import { badUsage } from '../flags/bad-usage.ts';
import type { Output } from './output.ts';
import type { StopRequest } from './stop-request.ts';
import * as cliWords from './words.ts';

export interface Confirmation {
  /** What `--yes` says. */
  readonly yes: 'yes' | 'no' | undefined;
  /** What would be done without a question: `removes the data of main`. */
  readonly what: string;
  /** What will be lost, in figures: asked for only when the question is put. */
  lost(): Promise<readonly string[]>;
  readonly question: string;
}

/** Questions before something is lost: put on a terminal only, and the default is No. */
export class Questions {
  readonly #output: Output;
  readonly #input: { readonly stdin: NodeJS.ReadStream };
  readonly #stop: StopRequest;
  #protection: { readonly find: () => Promise<string | null>; readonly given: string | undefined } | null = null;

  /** @param input is read when a question is put: opening standard input takes a command longer than parsing its flags */
  constructor(output: Output, input: { readonly stdin: NodeJS.ReadStream }, stop: StopRequest) {
    this.#output = output;
    this.#input = input;
    this.#stop = stop;
  }

  /**
   * Before anything is lost, the name of an instance in production must be typed, or given as `--confirm`.
   * @param find its name; null for an instance that is not in production
   */
  protect(find: () => Promise<string | null>, given: string | undefined): void {
    this.#protection = { find, given };
  }

  /**
   * Returns when it may be done.
   * @throws AppError BAD_VALUE where nobody can be asked, CANCELLED when the answer is no
   */
  async confirm(confirmation: Confirmation): Promise<void> {
    const name = (await this.#protection?.find()) ?? null;
    if (name !== null) return this.#confirmByName(name, confirmation);
    if (confirmation.yes === 'yes') return;
    if (!this.possible) {
      const why = cliWords.thisWhatAndThereIsNo(confirmation.what);
      throw badUsage('--yes', 'yes', why);
    }
    for (const line of await this.#stop.orStop(confirmation.lost())) this.#output.note(line);
    if (!(await this.ask(confirmation.question))) throw new AppError('CANCELLED', cliWords.nothingWasChanged, {});
  }

  async #confirmByName(name: string, { what, lost }: Confirmation): Promise<void> {
    const { given } = this.#protection ?? {};
    if (given === name) return;
    if (given !== undefined || !this.possible)
      throw badUsage('--confirm', name, cliWords.productionNeedsItsName(what, name));
    for (const line of await this.#stop.orStop(lost())) this.#output.note(line);
    this.#output.stderr.prompt(`${cliWords.typeItsName(name)} `);
    if ((await this.#firstLine()).trim() !== name) throw new AppError('CANCELLED', cliWords.nothingWasChanged, {});
  }

  /** The first line of standard input. A secret comes this way, as an argument would be seen. */
  async readLine(): Promise<string> {
    return this.#firstLine();
  }

  /** A line that a terminal does not show; without a terminal, the first line of standard input. */
  async readSecret(question: string): Promise<string> {
    const { stdin } = this.#input;
    if (!this.possible) return this.#firstLine();
    this.#output.stderr.prompt(`${question} `);
    stdin.setRawMode(true);
    try {
      return await this.#stop.orStop(hiddenLine(stdin));
    } finally {
      stdin.setRawMode(false);
      stdin.pause();
      this.#output.stderr.prompt('\n');
    }
  }

  /** Whether somebody can be asked. */
  get possible(): boolean {
    return this.#input.stdin.isTTY === true && this.#output.stderr.isTTY;
  }

  /** Asks which one of several; null when the answer names none of them. */
  async choose(question: string, options: readonly string[]): Promise<number | null> {
    for (const [index, option] of options.entries()) this.#output.note(`  ${index + 1}  ${option}`);
    this.#output.stderr.prompt(`${question} [1-${options.length}] `);
    const answer = (await this.readLine()).trim();
    const chosen = /^\d{1,3}$/.test(answer) ? Number(answer) - 1 : -1;
    return chosen >= 0 && chosen < options.length ? chosen : null;
  }

  /** Puts a question; anything but a yes is No. */
  async ask(question: string): Promise<boolean> {
    this.#output.stderr.prompt(`${question} [y/N] `);
    // The end of the input, Ctrl-D, is no answer: it counts as No.
    return /^y(es)?$/i.test((await this.#firstLine()).trim());
  }

  /** Empty at the end of the input, and where the input cannot be read. */
  async #firstLine(): Promise<string> {
    const lines = createInterface({ input: this.#input.stdin, terminal: false });
    const first = new Promise<string>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(''));
      lines.once('error', () => resolve(''));
    });
    try {
      return await this.#stop.orStop(first);
    } finally {
      lines.close();
    }
  }
}

/** What is typed up to Enter. In raw mode the keys of the terminal arrive as they are: Ctrl-C cancels, Ctrl-D ends. */
function hiddenLine(stdin: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (settle: () => void) => {
      stdin.off('data', read);
      settle();
    };
    const read = (data: Buffer) => {
      for (const key of data.toString('utf8')) {
        if (key === '\r' || key === '\n' || key === '\u0004') return end(() => resolve(typed));
        if (key === '\u0003') return end(() => reject(new AppError('CANCELLED', cliWords.nothingWasChanged, {})));
        typed = key === '\u007f' || key === '\b' ? [...typed].slice(0, -1).join('') : typed + key;
      }
    };
    stdin.on('data', read);
  });
}
