import { isUtf8 } from 'node:buffer';
import type { ValueDifferenceRow } from '../../../../../shared/contract/compare.ts';
import { openString } from '../value-digests.ts';
import { jsonLines } from './json-lines.ts';
import { editsBetween } from './list-edits.ts';
import { numbersOf, pageOf, type RowPage, type RowRequest, type Side } from './value-rows.ts';

/** A longer text is compared as bytes. */
const MAX_TEXT_BYTES = 1024 * 1024;

interface Texts {
  readonly before: string | null;
  readonly after: string | null;
}

/** Both strings as text; null if one is too long or no text. */
export async function readText({ before, after, lengthBefore, lengthAfter }: RowRequest): Promise<Texts | null> {
  if (Math.max(lengthBefore ?? 0, lengthAfter ?? 0) > MAX_TEXT_BYTES) return null;
  const [first, second] = [await bytesOf(before), await bytesOf(after)];
  const isText = (bytes: Buffer | null) => bytes === null || (isUtf8(bytes) && !bytes.includes(0));
  if (!isText(first) || !isText(second)) return null;
  return { before: first?.toString('utf8') ?? null, after: second?.toString('utf8') ?? null };
}

export async function bytesOf(side: Side): Promise<Buffer | null> {
  if (side === null) return null;
  const { reader, end } = await openString(side);
  const count = end - reader.offset;
  return Buffer.from((await reader.take(count, count)).data);
}

/** A page of the lines of two texts. If both are JSON, a line is a member. */
export function textPage({ before, after }: Texts, request: RowRequest): RowPage & { readonly isJson: boolean } {
  const [from = 0] = numbersOf(request.position, 1);
  const [jsonBefore, jsonAfter] = [before === null ? [] : jsonLines(before), after === null ? [] : jsonLines(after)];
  const isJson = jsonBefore !== null && jsonAfter !== null;
  const first = isJson ? jsonBefore : linesOf(before);
  const second = isJson ? jsonAfter : linesOf(after);
  const rows = editsBetween(first, second).map(
    ({ before: left, after: right }): ValueDifferenceRow => ({
      unit: 'line',
      change: right === null ? 'removed' : left === null ? 'added' : 'same',
      lineBefore: left === null ? null : left + 1,
      lineAfter: right === null ? null : right + 1,
      text: (left === null ? second[right ?? 0] : first[left]) ?? '',
    }),
  );
  return { ...pageOf(rows, from, request), isJson };
}

function linesOf(text: string | null): string[] {
  return text === null ? [] : text.split('\n');
}
