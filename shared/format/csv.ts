/**
 * A cell of CSV by RFC 4180. A spreadsheet runs a text that begins like a formula, so such a text gets an apostrophe
 * first: anybody can choose names of keys. Numbers are unchanged.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
