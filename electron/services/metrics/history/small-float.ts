/** A number from 2^-19 to 2^44 in 15 bits, to one part in 1024; 0 for 0 and what is smaller. Order is kept. */
export function toSmallFloat(value: number): number {
  if (!(value >= SMALLEST)) return 0;
  if (value >= LARGEST) return MOST;
  let exponent = Math.floor(Math.log2(value));
  // The logarithm of a number just below a power of two may round up to it.
  if (2 ** exponent > value) exponent -= 1;
  const code = ((exponent + BIAS) << 9) + Math.round((value / 2 ** exponent - 1) * 512);
  return Math.min(code, MOST);
}

export function fromSmallFloat(code: number): number {
  numbers ??= readNumbers();
  return numbers[code] ?? 0;
}

const BIAS = 20;
const MOST = 0x7fff;
const SMALLEST = 2 ** -19;
const LARGEST = 2 ** 44;

/** Of every code its number: history is read in hundreds of thousands of them. Made when it first is. */
let numbers: Float64Array | null = null;

function readNumbers(): Float64Array {
  return Float64Array.from({ length: MOST + 1 }, (_, code) =>
    code < 512 ? 0 : 2 ** ((code >> 9) - BIAS) * (1 + (code & 511) / 512),
  );
}
