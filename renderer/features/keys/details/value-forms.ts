import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { bytesOf } from '../model/key-bytes.ts';
import * as detailsWords from '../words/details.ts';

/** A value as JSON; bytes that are no text as `{"base64": …}`. */
export function jsonOf(value: KeyValue): unknown {
  if ('value' in value) return plain(value.value);
  if (value.type === 'hash') return pairsOf(value.items.map(({ field, value: data }) => [field, data]));
  if (value.type === 'zset') return value.items.map(({ member, score }) => ({ member: plain(member), score }));
  if (value.type === 'stream') return value.items.map(({ id, fields }) => ({ id, fields: pairsOf(fields) }));
  return value.items.map(plain);
}

function plain(data: Bytes): unknown {
  return 'text' in data ? data.text : { base64: data.base64 };
}

function pairsOf(pairs: readonly (readonly [Bytes, Bytes])[]): unknown {
  const areTexts = pairs.every(([name]) => 'text' in name);
  const names = new Set(pairs.map(([name]) => ('text' in name ? name.text : '')));
  if (!areTexts || names.size !== pairs.length) return pairs.map(([name, data]) => [plain(name), plain(data)]);
  return Object.fromEntries(pairs.map(([name, data]) => ['text' in name ? name.text : '', plain(data)]));
}

/** The command that creates a value, for redis-cli. */
export function commandOf(name: Bytes, value: KeyValue): string {
  const words = (command: string, data: readonly (Bytes | string)[]) =>
    [command, cliWord(name), ...data.map((one) => (typeof one === 'string' ? one : cliWord(one)))].join(' ');
  if (value.type === 'string') return words('SET', [value.value]);
  if (value.type === 'hash')
    return words(
      'HSET',
      value.items.flatMap(({ field, value: data }) => [field, data]),
    );
  if (value.type === 'list') return words('RPUSH', value.items);
  if (value.type === 'set') return words('SADD', value.items);
  if (value.type === 'zset')
    return words(
      'ZADD',
      value.items.flatMap(({ member, score }) => [score, member]),
    );
  if (value.type === 'stream') {
    return value.items.map(({ id, fields }) => words('XADD', [id, ...fields.flat()])).join('\n');
  }
  throw new Error(detailsWords.noCommandCreatesIt);
}

/** A word for redis-cli: in double quotes with its escapes, if necessary. */
export function cliWord(data: Bytes): string {
  const raw = bytesOf(data);
  if (raw.length > 0 && raw.every((byte) => WORD.test(String.fromCharCode(byte)))) return new TextDecoder().decode(raw);
  const escaped = Array.from(raw, (byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

const WORD = /[\w@%+=:,./~-]/;
