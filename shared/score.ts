/**
 * Whether Redis accepts a text as the score of a sorted set: a number as C parses it, or infinity. Binary and octal
 * notations are numbers only in JavaScript.
 */
export function isScore(text: string): boolean {
  const score = text.trim();
  if (/^[+-]?(inf|infinity)$/i.test(score)) return true;
  return score !== '' && !/^[+-]?0[bo]/i.test(score) && Number.isFinite(Number(score));
}
