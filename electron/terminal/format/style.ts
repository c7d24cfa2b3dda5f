import { colourCode } from './printable.ts';

/** Colours and weights of the terminal, by their meaning. Without colour each returns the plain text. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly attention: (text: string) => string;
  readonly danger: (text: string) => string;
}

/**
 * Not `util.styleText`: it writes the plain escape character, so `printable` could not distinguish foreign codes from
 * ours.
 */
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
 * Colour only on a terminal that supports it, and not if `NO_COLOR` is set to anything.
 * @see https://no-color.org
 */
export function chooseStyle(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Style {
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb' ? coloured : plain;
}
