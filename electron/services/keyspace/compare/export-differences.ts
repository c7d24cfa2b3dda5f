import type { ComparedKey } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { csvCell } from '../../../../shared/format/csv.ts';

const COLUMNS = [
  ...['database', 'key', 'key_base64', 'change', 'type', 'type_before', 'type_after'],
  ...['expires_before', 'expires_after', 'bytes_before', 'bytes_after', 'expired'],
];

export const csvHead = `${COLUMNS.join(',')}\r\n`;

/** CSV lines by RFC 4180. A key that is no UTF-8 is in `key_base64`. */
export function csvLines(items: readonly ComparedKey[]): string {
  return items.map((item) => `${csvLine(item)}\r\n`).join('');
}

function csvLine({ database, key, change, before, after, expired }: ComparedKey): string {
  const cells = [
    ...[database, textOf(key), 'base64' in key ? key.base64 : '', change, (before ?? after)?.type],
    ...[before?.type, after?.type, before?.expiresAt, after?.expiresAt, before?.sizeBytes, after?.sizeBytes, expired],
  ];
  return cells.map((cell) => csvCell(cell ?? null)).join(',');
}

function textOf(key: Bytes): string {
  return 'text' in key ? key.text : '';
}

/** One JSON document a line. */
export function jsonLinesOf(items: readonly ComparedKey[]): string {
  return items.map((item) => `${JSON.stringify(differenceDocument(item))}\n`).join('');
}

/** A key as the terminal and the export name it: `key`, or `keyBase64` if it is no UTF-8. */
export function differenceDocument({ database, key, change, before, after, expired }: ComparedKey): object {
  const name = 'text' in key ? { key: key.text } : { keyBase64: key.base64 };
  return {
    database,
    ...name,
    change,
    type: (before ?? after)?.type ?? null,
    before,
    after,
    ...(expired && { expired }),
  };
}
