/**
 * Converts values between the page and the main process to text: the subset of Electron's structured clone algorithm
 * that this project sends. Used on both sides, so it uses neither Node nor page APIs.
 */
type Encoded = null | boolean | number | string | readonly Encoded[] | { readonly [name: string]: Encoded };

const TAG = '$';

/** @throws Error with Electron's wording for values that cannot be copied: functions, symbols, promises */
export function encodeValue(value: unknown): string {
  return JSON.stringify(encode(value));
}

export function decodeValue(text: string): unknown {
  return decode(JSON.parse(text));
}

function encode(value: unknown): Encoded {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return encodeNumber(value);
  if (value === undefined) return tagged('u');
  if (typeof value === 'bigint') return tagged('i', String(value));
  if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.');
  if (value instanceof Date) return tagged('d', value.getTime());
  if (value instanceof ArrayBuffer) return tagged('a', toBase64(new Uint8Array(value)));
  if (value instanceof Uint8Array) return tagged('b', toBase64(value));
  if (value instanceof Map)
    return tagged(
      'm',
      [...value].map(([key, one]) => [encode(key), encode(one)]),
    );
  if (value instanceof Set) return tagged('s', [...value].map(encode));
  if (value instanceof Error) return tagged('e', [value.name, value.message]);
  if (value instanceof Promise) throw new Error('An object could not be cloned.');
  if (Array.isArray(value)) return value.map(encode);
  const entries = Object.entries(value).map(([name, one]) => [name, encode(one)] as const);
  const plain = Object.fromEntries(entries);
  return TAG in plain ? tagged('o', plain) : plain;
}

function decode(value: Encoded): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(decode);
  const inner = value.v;
  if (value[TAG] === undefined) return decodeFields(value);
  switch (value[TAG]) {
    case 'u':
      return undefined;
    case 'n':
      return Number(inner);
    case 'i':
      return BigInt(inner as string);
    case 'd':
      return new Date(inner as number);
    case 'a':
      return fromBase64(inner as string).buffer;
    case 'b':
      return fromBase64(inner as string);
    case 'm':
      return new Map((inner as readonly Encoded[]).map((pair) => decode(pair) as [unknown, unknown]));
    case 's':
      return new Set((inner as readonly Encoded[]).map(decode));
    case 'e': {
      const [name, message] = inner as readonly [string, string];
      return Object.assign(new Error(message), { name });
    }
    default:
      return decodeFields(inner as { readonly [name: string]: Encoded });
  }
}

function decodeFields(fields: { readonly [name: string]: Encoded }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, decode(one)]));
}

/** JSON has no NaN, no infinity and no negative zero. */
function encodeNumber(value: number): Encoded {
  if (Object.is(value, -0)) return tagged('n', '-0');
  return Number.isFinite(value) ? value : tagged('n', String(value));
}

function isList(value: Encoded): value is readonly Encoded[] {
  return Array.isArray(value);
}

function tagged(kind: string, v: Encoded = null): Encoded {
  return { [TAG]: kind, v };
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
