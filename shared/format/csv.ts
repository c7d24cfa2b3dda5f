/**
 * A cell of CSV by RFC 4180. A program for tables runs a text that begins like a formula, so it gets an apostrophe first:
 * names of keys come from anybody. Numbers stay as they are.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
