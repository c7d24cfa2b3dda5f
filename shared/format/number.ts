// cspell:ignore KMGT
/** The separators of figures. English ones in the CLI, because scripts read it too. */
let group = ',';
let decimal = '.';

/** One for each program: the page has the language of its user. @param locale such as `de-DE` */
export function setNumberLocale(locale: string): void {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  group = parts.find(({ type }) => type === 'group')?.value ?? group;
  decimal = parts.find(({ type }) => type === 'decimal')?.value ?? decimal;
}

/** For a field that formats a figure itself. */
export function numberSeparators(): { readonly group: string; readonly decimal: string } {
  return { group, decimal };
}

/** `1,234,567` */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, group);
}

/** A figure as JavaScript writes it, such as `96.4`, with the decimal point of the language. */
export function decimalText(figure: string): string {
  return figure.replace('.', decimal);
}

/** A figure of English: one with groups, or one with decimals before a unit. Versions and addresses are none. */
const ENGLISH_FIGURE =
  /(?<![\w.,:/'"„-])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+(?= (?:%|(?:[µm]?s|min|h|d|[kKMGT]?B)(?![\w]))))(?![\d.,]*\d)/g;

/** `1,234 keys, 1.2 MB` with the separators of the language. */
export function withLocalFigures(english: string): string {
  if (decimal === '.') return english;
  return english.replace(ENGLISH_FIGURE, (figure) =>
    figure.replace(/[,.]/g, (separator) => (separator === ',' ? group : decimal)),
  );
}
