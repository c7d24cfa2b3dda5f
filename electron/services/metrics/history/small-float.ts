/** Encodes a number from 2^-19 to 2^44 in 15 bits with a precision of one part in 1024; smaller ones become 0. Keeps order. */
export function toSmallFloat(value: number): number {
  if (!(value >= SMALLEST)) return 0;
  if (value >= LARGEST) return MAX_CODE;
  let exponent = Math.floor(Math.log2(value));
  // The logarithm of a number just below a power of two may round up to it.
  if (2 ** exponent > value) exponent -= 1;
  const code = ((exponent + BIAS) << 9) + Math.round((value / 2 ** exponent - 1) * 512);
  return Math.min(code, MAX_CODE);
}

export function fromSmallFloat(code: number): number {
  numbers ??= readNumbers();
  return numbers[code] ?? 0;
}

const BIAS = 20;
const MAX_CODE = 0x7fff;
const SMALLEST = 2 ** -19;
const LARGEST = 2 ** 44;

/** Lookup table, because reading history decodes hundreds of thousands of values. Created on first use. */
let numbers: Float64Array | null = null;

function readNumbers(): Float64Array {
  return Float64Array.from({ length: MAX_CODE + 1 }, (_, code) =>
    code < 512 ? 0 : 2 ** ((code >> 9) - BIAS) * (1 + (code & 511) / 512),
  );
}
