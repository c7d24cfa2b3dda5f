/** Enough digits to distinguish any two doubles, as `%.17g` of Redis before 7.2 prints them. */
const DIGITS = 17;
/** More digits than any double that is a tie between two numbers of 17 digits. */
const EXACT_DIGITS = 60;

/** Formats a score as Redis prints it: `3`, `0.10000000000000001`, `1e+21`, `inf`. */
export function formatScore(score: number): string {
  if (Number.isNaN(score)) return 'nan';
  if (!Number.isFinite(score)) return score > 0 ? 'inf' : '-inf';
  if (score === 0) return Object.is(score, -0) ? '-0' : '0';
  if (Number.isSafeInteger(score)) return String(score);
  const [mantissa = '', exponentText = '0'] = toEvenExponential(score).split('e');
  const exponent = Number(exponentText);
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  if (exponent < -4 || exponent >= DIGITS) {
    const [first = '', rest = ''] = [digits.slice(0, 1), digits.slice(1)];
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${first}${rest && `.${rest}`}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}

/** `toExponential` with 17 digits, but a tie goes to the even digit, as in C. */
function toEvenExponential(score: number): string {
  const exact = score.toExponential(EXACT_DIGITS);
  const cut = exact.indexOf('.') + DIGITS;
  const rest = exact.slice(cut, exact.indexOf('e'));
  const isTie = /^50*$/.test(rest) && Number(exact[cut - 1]) % 2 === 0;
  return isTie ? exact.slice(0, cut) + exact.slice(exact.indexOf('e')) : score.toExponential(DIGITS - 1);
}

/** Parses a score that Redis has stored as text. */
export function parseScore(text: string): number {
  if (/^[+-]?inf/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text === '' ? Number.NaN : Number(text);
}
