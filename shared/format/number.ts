/** The separators of figures. English ones in the CLI, because scripts read it too. */
let group = ',';
let decimal = '.';

/** One for each program: the page has the language of its user. @param locale such as `de-DE` */
export function setNumberLocale(locale: string): void {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  group = parts.find(({ type }) => type === 'group')?.value ?? group;
  decimal = parts.find(({ type }) => type === 'decimal')?.value ?? decimal;
}

/** `1,234,567` */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, group);
}

/** A figure as JavaScript writes it, such as `96.4`, with the decimal point of the language. */
export function decimalText(figure: string): string {
  return figure.replace('.', decimal);
}
