/** A number from 2^-19 to 2^44 in 16 bits, to one part in 2048; 0 for 0 and what is smaller. Order is kept. */
export function toSmallFloat(value: number): number {
  if (!(value >= SMALLEST)) return 0;
  if (value >= LARGEST) return 0xffff;
  let exponent = Math.floor(Math.log2(value));
  // The logarithm of a number just below a power of two may round up to it.
  if (2 ** exponent > value) exponent -= 1;
  const code = ((exponent + BIAS) << 10) + Math.round((value / 2 ** exponent - 1) * 1024);
  return Math.min(code, 0xffff);
}

export function fromSmallFloat(code: number): number {
  return code < 1024 ? 0 : 2 ** ((code >> 10) - BIAS) * (1 + (code & 1023) / 1024);
}

const BIAS = 20;
const SMALLEST = 2 ** -19;
const LARGEST = 2 ** 44;
