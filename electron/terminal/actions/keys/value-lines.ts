import { isUtf8 } from 'node:buffer';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails } from '../../../../shared/contract/keyspace.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/count.ts';
import { alignPairs, formatTime } from '../../format/format.ts';
import type { Style } from '../../format/style.ts';
import { shownKey } from './inspect-lines.ts';
import type { ReadValue } from './whole-value.ts';
import * as keysWords from './words.ts';

/** The details of a key, above its value. */
export function detailLines(details: KeyDetails, style: Style, now: number): string[] {
  const { key, database, type, encoding, expiresAt, sizeBytes, length, memoryBytes } = details;
  const pairs: [string, string][] = [
    ['type', `${type}, ${encoding}`],
    ['database', String(database)],
    // Without an index of a live instance only the size in memory is known.
    ...(sizeBytes === memoryBytes ? [] : [['size', formatBytes(sizeBytes)] as [string, string]]),
    ['expires', expiryOf(expiresAt, now)],
  ];
  if (length !== null) {
    pairs.splice(2, 0, ['length', type === 'string' || type === 'module' ? formatBytes(length) : formatCount(length)]);
  }
  if (memoryBytes !== null) pairs.push(['memory', keysWords.aboutMemoryBytes(formatBytes(memoryBytes))]);
  return [style.strong(shownKey(key)), ...alignPairs(pairs)];
}

function expiryOf(expiresAt: string | null, now: number): string {
  if (expiresAt === null) return 'never';
  return Date.parse(expiresAt) <= now ? keysWords.formatTimePast(formatTime(expiresAt, now)) : expiresAt;
}

/** A value, one element per line. */
export function valueLines(value: ReadValue): string[] {
  switch (value.type) {
    case 'string':
    case 'module':
      return isUtf8(value.bytes)
        ? value.bytes.toString().split('\n')
        : [shownKey({ base64: value.bytes.toString('base64') })];
    case 'list':
      return value.items.map((item, at) => `${at + 1}) ${shown(item)}`);
    case 'set':
      return value.items.map(shown);
    case 'zset':
      return alignPairs(
        value.items.map(({ member, score }) => [score, shown(member)]),
        '',
      );
    case 'hash':
      return value.items.map(({ field, value: content, expiresAt }) => {
        const expires = expiresAt === null ? '' : keysWords.expiresAt(expiresAt);
        return `${shown(field)}: ${shown(content)}${expires}`;
      });
    case 'stream':
      return [
        ...value.items.flatMap(({ id, fields }) => [
          id,
          ...fields.map(([name, text]) => `  ${shown(name)}: ${shown(text)}`),
        ]),
        ...(value.groups ?? []).map(({ name, pending, consumers, lastId }) => {
          const who = consumers.map((consumer) => `${shown(consumer.name)} (${consumer.pending} pending)`).join(', ');
          return keysWords.groupNameLastIdPendingPart(shown(name), lastId, pending, who === '' ? '' : `; ${who}`);
        }),
      ];
    default:
      return value satisfies never;
  }
}

function shown(value: Bytes): string {
  const cut = value.totalBytes === undefined ? '' : `… (${formatBytes(value.totalBytes)})`;
  return `${shownKey(value)}${cut}`;
}
