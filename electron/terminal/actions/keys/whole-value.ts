import { isUtf8 } from 'node:buffer';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';

const PAGE = 1000;

type ValueOf<T extends KeyValue['type']> = Extract<KeyValue, { readonly type: T }>;

/** A value, or its requested part. */
export type ReadValue =
  | { readonly type: 'string'; readonly bytes: Buffer }
  | { readonly type: 'module'; readonly module: string; readonly bytes: Buffer }
  | { readonly type: 'list' | 'set'; readonly items: readonly Bytes[] }
  | { readonly type: 'zset'; readonly items: ValueOf<'zset'>['items'] }
  | { readonly type: 'hash'; readonly items: ValueOf<'hash'>['items'] }
  | {
      readonly type: 'stream';
      readonly items: ValueOf<'stream'>['items'];
      readonly groups: ValueOf<'stream'>['groups'];
    };

/**
 * Reads a value page by page.
 * @param most elements, or bytes of a string
 */
export async function readValue(
  read: (position: string | null, count: number) => Promise<KeyValue>,
  limit: number,
  stopped: () => boolean,
): Promise<ReadValue> {
  const first = await read(null, Math.min(PAGE, limit));
  const items: unknown[] = [];
  const parts: Buffer[] = [];
  let length = 0;
  for (let page = first; ; ) {
    if (page.type === 'string' || page.type === 'module') {
      const part = bytesOf(page.value);
      parts.push(part);
      length += part.length;
    } else {
      items.push(...page.items);
      length += page.items.length;
    }
    if (page.next === null || length >= limit || stopped()) break;
    page = await read(page.next, Math.min(PAGE, limit - length));
  }
  return joined(first, items, Buffer.concat(parts).subarray(0, limit));
}

function joined(first: KeyValue, items: readonly unknown[], bytes: Buffer): ReadValue {
  switch (first.type) {
    case 'string':
      return { type: 'string', bytes };
    case 'module':
      return { type: 'module', module: first.module, bytes };
    case 'stream':
      return { type: 'stream', items: items as ValueOf<'stream'>['items'], groups: first.groups };
    default:
      return { type: first.type, items } as ReadValue;
  }
}

function bytesOf(value: Bytes): Buffer {
  return 'text' in value ? Buffer.from(value.text) : Buffer.from(value.base64, 'base64');
}

type Json = string | Bytes;

/** Text, or base64 if it is not UTF-8. A truncated element has its full length beside it. */
function jsonOf(value: Bytes): Json {
  return 'text' in value && value.totalBytes === undefined ? value.text : value;
}

/** Fields as an object if all are text and distinct, otherwise as pairs. */
function jsonPairs(pairs: readonly (readonly [Bytes, Bytes])[]): Record<string, Json> | [Json, Json][] {
  const names = new Set(pairs.map(([name]) => jsonOf(name)).map((name) => (typeof name === 'string' ? name : null)));
  if (names.has(null) || names.size < pairs.length || names.has('__proto__')) {
    return pairs.map(([name, value]) => [jsonOf(name), jsonOf(value)]);
  }
  return Object.fromEntries(pairs.map(([name, value]) => [String(jsonOf(name)), jsonOf(value)]));
}

/** The `--json` form of a value. */
export function valueDocument(value: ReadValue): object {
  switch (value.type) {
    case 'string':
      return { value: isUtf8(value.bytes) ? value.bytes.toString() : { base64: value.bytes.toString('base64') } };
    case 'module':
      return { module: value.module, value: { base64: value.bytes.toString('base64') } };
    case 'list':
    case 'set':
      return { value: value.items.map(jsonOf) };
    case 'zset':
      return { value: value.items.map(({ member, score }) => [jsonOf(member), score]) };
    case 'hash': {
      const expiring = value.items.filter(({ expiresAt }) => expiresAt !== null);
      const fieldExpires = expiring.map(({ field, expiresAt }) => [jsonOf(field), expiresAt]);
      return {
        value: jsonPairs(value.items.map(({ field, value: content }) => [field, content])),
        ...(fieldExpires.length > 0 && { fieldExpires }),
      };
    }
    case 'stream': {
      const groups = value.groups?.map(({ name, consumers, ...group }) => ({
        ...{ name: jsonOf(name), ...group },
        consumers: consumers.map((consumer) => ({ ...consumer, name: jsonOf(consumer.name) })),
      }));
      return {
        value: value.items.map(({ id, fields }) => ({ id, fields: jsonPairs(fields) })),
        ...(groups && groups.length > 0 && { groups }),
      };
    }
    default:
      return value satisfies never;
  }
}
