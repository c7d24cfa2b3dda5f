import { colourCode } from './printable.ts';

/** Colours and weights of the terminal, by what they mean. Without colour every one of them is the text itself. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly attention: (text: string) => string;
  readonly danger: (text: string) => string;
}

/** Not `util.styleText`: it writes the plain escape character, and `printable` could not tell foreign codes from ours. */
function graphic(on: number, off: number): (text: string) => string {
  return (text) => `${colourCode(on)}${text}${colourCode(off)}`;
}

const coloured: Style = {
  strong: graphic(1, 22),
  faint: graphic(2, 22),
  good: graphic(32, 39),
  attention: graphic(33, 39),
  danger: graphic(31, 39),
};

const same = (text: string) => text;
const plain: Style = { strong: same, faint: same, good: same, attention: same, danger: same };

/**
 * Colour only on a terminal that has it, and not where `NO_COLOR` is set to anything.
 * @see https://no-color.org
 */
export function chooseStyle(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Style {
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb' ? coloured : plain;
}
