import type { ValueDifferenceRow } from '../../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../../shared/contract/key-name.ts';
import type { ElementParts } from '../../../redis/data/decode/decode-all.ts';
import { decodeRdbValue } from '../../../redis/data/decode/decode-value.ts';
import type { StreamGroup } from '../../../redis/data/decode/stream-tail.ts';
import { toBytes } from '../../values/bytes.ts';
import { badPosition } from '../../values/rdb-value.ts';
import { framed } from '../value-digests.ts';
import { shownBytes } from './item-rows.ts';
import { elementsOf, type RowPage, type RowRequest, type Side } from './value-rows.ts';

/** A page of two streams, merged by the IDs of their entries. The first page has the consumer groups. */
export async function entryPage(request: RowRequest): Promise<RowPage> {
  const { count, withSame, position } = request;
  const afterId = position === undefined ? null : idOf(position);
  const rows = afterId === null ? await groupRows(request) : [];
  const [first, second] = [elementsOf(request.before), elementsOf(request.after)];
  let [a, b] = [await first.next(), await second.next()];
  let last = position ?? '0-0';
  try {
    while (!a.done || !b.done) {
      const order = a.done ? 1 : b.done ? -1 : compareIds(idOf(String(a.value[0])), idOf(String(b.value[0])));
      const left = order <= 0 && !a.done ? a.value : null;
      const right = order >= 0 && !b.done ? b.value : null;
      const id = String((left ?? right)?.[0]);
      if (afterId === null || compareIds(idOf(id), afterId) > 0) {
        const row = rowOf(id, left, right);
        if (row.change !== 'same' || withSame) {
          if (rows.length >= count) return { rows, next: last, rowCounts: null };
          rows.push(row);
        }
        last = id;
      }
      if (left !== null) a = await first.next();
      if (right !== null) b = await second.next();
    }
    return { rows, next: null, rowCounts: null };
  } finally {
    await first.return(undefined);
    await second.return(undefined);
  }
}

function rowOf(id: string, left: ElementParts | null, right: ElementParts | null): ValueDifferenceRow {
  const isSame = left !== null && right !== null && framed(left).equals(framed(right));
  return {
    unit: 'entry',
    change: isSame ? 'same' : right === null ? 'removed' : left === null ? 'added' : 'changed',
    id,
    before: left && fieldsOf(left),
    after: right && fieldsOf(right),
  };
}

/** The fields of an entry: after its ID, names and values in turn. */
function fieldsOf([, ...parts]: ElementParts): [Bytes, Bytes][] {
  const bytes = parts.filter((part): part is Uint8Array => part instanceof Uint8Array).map(shownBytes);
  const fields: [Bytes, Bytes][] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) fields.push([bytes[at] as Bytes, bytes[at + 1] as Bytes]);
  return fields;
}

type Id = readonly [bigint, bigint];

/** @throws AppError BAD_VALUE */
function idOf(text: string): Id {
  const found = /^(\d{1,20})-(\d{1,20})$/.exec(text);
  if (!found) throw badPosition();
  return [BigInt(found[1] ?? 0), BigInt(found[2] ?? 0)];
}

function compareIds(a: Id, b: Id): number {
  const [first, second] = a[0] === b[0] ? [a[1], b[1]] : [a[0], b[0]];
  return first < second ? -1 : first > second ? 1 : 0;
}

async function groupRows({ before, after, withSame }: RowRequest): Promise<ValueDifferenceRow[]> {
  const [first, second] = [await groupsOf(before), await groupsOf(after)];
  const names = [...new Set([...first.keys(), ...second.keys()])].sort();
  const rows = names.map((name): ValueDifferenceRow => {
    const [left, right] = [first.get(name) ?? null, second.get(name) ?? null];
    const isSame = JSON.stringify(left) === JSON.stringify(right);
    return {
      unit: 'group',
      change: isSame ? 'same' : right === null ? 'removed' : left === null ? 'added' : 'changed',
      name: toBytes(Buffer.from(name, 'latin1')),
      before: left,
      after: right,
    };
  });
  return withSame ? rows : rows.filter(({ change }) => change !== 'same');
}

interface Group {
  readonly lastId: string;
  readonly pending: number;
  readonly consumers: number;
}

async function groupsOf(side: Side): Promise<Map<string, Group>> {
  if (side === null) return new Map();
  const page = await decodeRdbValue(side.bytes, side.place, { from: 0, count: 0 });
  const groups: readonly StreamGroup[] = page.type === 'stream' ? (page.groups ?? []) : [];
  return new Map(
    groups.map(({ name, lastId, pending, consumers }) => [
      Buffer.from(name.data).toString('latin1'),
      { lastId, pending, consumers: consumers.length },
    ]),
  );
}
