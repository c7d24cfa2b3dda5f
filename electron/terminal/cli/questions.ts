import { createInterface } from 'node:readline';
import { AppError } from '../../../shared/contract/errors.ts';
import { badUsage } from '../flags/bad-usage.ts';
import type { Output } from './output.ts';
import type { StopRequest } from './stop-request.ts';
import * as cliWords from './words.ts';

export interface Confirmation {
  /** The value of `--yes`. */
  readonly yes: 'yes' | 'no' | undefined;
  /** What would be done without confirmation: `removes the data of main`. */
  readonly what: string;
  /** What will be lost, in figures. Called only if the question is asked. */
  lost(): Promise<readonly string[]>;
  readonly question: string;
  /** The instance that loses data, if the flags of the command name another one. */
  readonly instance?: string;
}

/** The name of an instance if it is in production, and null otherwise. @param id omitted: that of the command */
type FindProduction = (id?: string) => Promise<string | null>;

/** Questions before data is lost: asked only on a terminal, and the default is No. */
export class Questions {
  readonly #output: Output;
  readonly #input: { readonly stdin: NodeJS.ReadStream };
  readonly #stop: StopRequest;
  #protection: { readonly find: FindProduction; readonly given: string | undefined } | null = null;

  /**
   * @param input is opened when a question is asked, because opening standard input takes longer than parsing the flags
   */
  constructor(output: Output, input: { readonly stdin: NodeJS.ReadStream }, stop: StopRequest) {
    this.#output = output;
    this.#input = input;
    this.#stop = stop;
  }

  /**
   * Before data is lost, the name of an instance in production must be typed, or given as `--confirm`.
   */
  protect(find: FindProduction, given: string | undefined): void {
    this.#protection = { find, given };
  }

  /**
   * Returns if the action is confirmed.
   * @throws AppError BAD_VALUE if nobody can be asked, CANCELLED if the answer is no
   */
  async confirm(confirmation: Confirmation): Promise<void> {
    const name = (await this.#protection?.find(confirmation.instance)) ?? null;
    if (name !== null) return this.#confirmByName(name, confirmation);
    if (confirmation.yes === 'yes') return;
    if (!this.possible) {
      const why = cliWords.cannotAskWithoutTerminal(confirmation.what);
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

  /** The first line of standard input. A secret is read this way, because other users could see an argument. */
  async readLine(): Promise<string> {
    return this.#firstLine();
  }

  /** A line that the terminal does not echo; without a terminal, the first line of standard input. */
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

  /** Whether anyone can be asked. */
  get possible(): boolean {
    return this.#input.stdin.isTTY === true && this.#output.stderr.isTTY;
  }

  /** Asks to choose one of several; null if the answer names none of them. */
  async choose(question: string, options: readonly string[]): Promise<number | null> {
    for (const [index, option] of options.entries()) this.#output.note(`  ${index + 1}  ${option}`);
    this.#output.stderr.prompt(`${question} [1-${options.length}] `);
    const answer = (await this.readLine()).trim();
    const chosen = /^\d{1,3}$/.test(answer) ? Number(answer) - 1 : -1;
    return chosen >= 0 && chosen < options.length ? chosen : null;
  }

  /** Asks a question; any answer but yes is No. */
  async ask(question: string): Promise<boolean> {
    this.#output.stderr.prompt(`${question} [y/N] `);
    // The end of the input, Ctrl-D, is no answer and counts as No.
    return /^y(es)?$/i.test((await this.#firstLine()).trim());
  }

  /** Empty at the end of the input, or if it cannot be read. */
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

/** Reads keys up to Enter. In raw mode all keys arrive unprocessed: Ctrl-C cancels, Ctrl-D ends. */
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
