import type { Bytes, KeyName } from '../../../../shared/contract/key-name.ts';
import { markBackslashes } from '../../../../shared/format/mark-backslashes.ts';

/** The bytes themselves. */
export function bytesOf(data: Bytes): Uint8Array<ArrayBuffer> {
  return 'text' in data ? new TextEncoder().encode(data.text) : fromBase64(data.base64);
}

/** Bytes in the form of the contract: text if they are valid UTF-8. */
export function dataOf(raw: Uint8Array): Bytes {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw) };
  } catch {
    return { base64: toBase64(raw) };
  }
}

/** A complete key as a request carries it. */
export function nameOf(data: Bytes): KeyName {
  return 'text' in data ? { text: data.text } : { base64: data.base64 };
}

/** The same for equal bytes, for keys of lists and sets. */
export function idOf(data: Bytes): string {
  return 'text' in data ? `t${data.text}` : `b${data.base64}`;
}

export function sameBytes(one: Bytes | null, other: Bytes | null): boolean {
  return one === null || other === null ? one === other : idOf(one) === idOf(other);
}

const BACKSLASH = 0x5c;

/** One line for display: control characters and bytes that are no text become escapes, like in redis-cli. */
export function shown(data: Bytes): string {
  if ('text' in data) return markBackslashes(data.text).replace(CONTROL, escaped);
  return Array.from(fromBase64(data.base64), (byte) =>
    byte === BACKSLASH
      ? '\\\\'
      : byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

// Control and format characters, which would reorder or hide other text, and line ends: two keys must not look the
// same.
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return shortEscapes[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`);
}

/** In a URL, base64url without padding. */
export function toBase64Url(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null for text that is no base64url. */
export function fromBase64Url(text: string): string | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const raw = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) raw[at] = binary.charCodeAt(at);
  return raw;
}

/** How many bytes `String.fromCharCode` accepts at once. */
const CHUNK = 8192;

export function toBase64(raw: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < raw.length; at += CHUNK) parts.push(String.fromCharCode(...raw.subarray(at, at + CHUNK)));
  return btoa(parts.join(''));
}
