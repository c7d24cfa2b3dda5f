import { createHash } from 'node:crypto';
import type { ValueDifferenceRow } from '../../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../../shared/contract/key-name.ts';
import type { ElementParts } from '../../../redis/data/decode/decode-all.ts';
import { isoTime } from '../../values/rdb-value.ts';
import { framed } from '../value-digests.ts';
import { shownBytes } from './item-rows.ts';
import { dataOf, elementsOf, numbersOf, pageOf, type RowPage, type RowRequest, type Side } from './value-rows.ts';

/** How many members are in memory at a time. A larger value is compared in parts, by a hash of its members. */
const MAX_MEMBERS = 50_000;
const MAX_PART_BYTES = 16 * 1024 * 1024;

/** Sorted sets in skip lists are written from the highest score on. */
const descending: ReadonlySet<number> = new Set([3, 5]);

type MemberType = 'set' | 'hash' | 'zset';

interface Member {
  readonly key: string;
  readonly name: Bytes;
  readonly value: Bytes | null;
  readonly expiresAt: string | null;
  readonly score: string;
  readonly rank: number;
  /** Equal for equal members with equal values. */
  readonly digest: string;
}

/**
 * A page of two sets, hashes or sorted sets, joined by their members. Sorted by member; sorted sets by rank. Each part
 * of a large value is sorted separately, and `rowCounts` is null.
 */
export async function memberPage(request: RowRequest, type: MemberType): Promise<RowPage> {
  const parts = partsOf(request);
  const [start = 0, from = 0] = numbersOf(request.position, 2);
  for (let part = start; part < parts; part++) {
    const rows = await rowsOf(request, type, part, parts);
    const page = pageOf(rows, part === start ? from : 0, request);
    const next = page.next !== null ? `${part}.${page.next}` : part + 1 < parts ? `${part + 1}.0` : null;
    const rowCounts = parts === 1 ? page.rowCounts : null;
    if (page.rows.length > 0 || next === null) return { rows: page.rows, next, rowCounts };
  }
  return { rows: [], next: null, rowCounts: null };
}

function partsOf({ before, after, lengthBefore, lengthAfter }: RowRequest): number {
  const members = Math.max(lengthBefore ?? 0, lengthAfter ?? 0);
  const bytes = Math.max(before?.place.length ?? 0, after?.place.length ?? 0);
  return Math.max(1, Math.ceil(members / MAX_MEMBERS), Math.ceil(bytes / MAX_PART_BYTES));
}

async function rowsOf(
  request: RowRequest,
  type: MemberType,
  part: number,
  parts: number,
): Promise<ValueDifferenceRow[]> {
  const first = new Map<string, Member>();
  for await (const member of membersOf(request.before, type, request.lengthBefore, part, parts)) {
    first.set(member.key, member);
  }
  const pairs: { readonly before: Member | null; readonly after: Member | null }[] = [];
  for await (const after of membersOf(request.after, type, request.lengthAfter, part, parts)) {
    pairs.push({ before: first.get(after.key) ?? null, after });
    first.delete(after.key);
  }
  for (const before of first.values()) pairs.push({ before, after: null });
  const rankOf = ({ before, after }: (typeof pairs)[number]) => after?.rank ?? before?.rank ?? 0;
  const keyOf = ({ before, after }: (typeof pairs)[number]) => (after ?? before)?.key ?? '';
  pairs.sort((a, b) => (type === 'zset' ? rankOf(a) - rankOf(b) : keyOf(a) < keyOf(b) ? -1 : 1));
  return pairs.map(({ before, after }) => rowOf(type, before, after));
}

function rowOf(type: MemberType, before: Member | null, after: Member | null): ValueDifferenceRow {
  const change =
    before === null ? 'added' : after === null ? 'removed' : before.digest === after.digest ? 'same' : 'changed';
  const name = (after ?? before)?.name ?? { text: '' };
  switch (type) {
    case 'set':
      return { unit: 'member', change, member: name };
    case 'hash':
      return { unit: 'field', change, field: name, before: fieldValue(before), after: fieldValue(after) };
    default:
      return { unit: 'scored', change, member: name, before: scoreOf(before), after: scoreOf(after) };
  }
}

function fieldValue(member: Member | null) {
  return member && { value: member.value ?? { text: '' }, expiresAt: member.expiresAt };
}

function scoreOf(member: Member | null) {
  return member && { score: member.score, rank: member.rank };
}

async function* membersOf(
  side: Side,
  type: MemberType,
  length: number | null,
  part: number,
  parts: number,
): AsyncGenerator<Member> {
  const isDescending = side !== null && descending.has(side.place.type);
  let at = 0;
  for await (const element of elementsOf(side)) {
    const index = at++;
    const data = dataOf(element[0]);
    if (parts > 1 && partOf(data, parts) !== part) continue;
    yield memberOf(data, element, type, isDescending ? (length ?? 0) - 1 - index : index);
  }
}

function memberOf(data: Uint8Array, element: ElementParts, type: MemberType, rank: number): Member {
  const expiry = element.at(-1);
  return {
    key: Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1'),
    name: shownBytes(data),
    value: type === 'hash' ? shownBytes(hashValue(element)) : null,
    expiresAt: type === 'hash' && typeof expiry === 'number' ? isoTime(expiry) : null,
    score: type === 'zset' ? String(element.at(-1)) : '',
    rank,
    digest: createHash('sha256').update(framed(element)).digest('base64'),
  };
}

/** The second part that is bytes: the length follows a truncated part. */
function hashValue(element: ElementParts): Uint8Array {
  return dataOf(element.filter((part) => part instanceof Uint8Array)[1]);
}

/** FNV-1a. */
function partOf(data: Uint8Array, parts: number): number {
  let hash = 0x811c9dc5;
  for (const byte of data) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % parts;
}
