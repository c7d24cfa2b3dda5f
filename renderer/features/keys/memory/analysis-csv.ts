import type { KeyAnalysis } from '../../../../shared/contract/keyspace.ts';
import { csvCell } from '../../../../shared/format/csv.ts';
import { shown } from '../model/key-bytes.ts';
import * as memoryWords from '../words/memory.ts';

/**
 * The analysis as CSV (RFC 4180): a line for each prefix, large key, type and expiry; the first column names the kind.
 */
export function analysisCsv({ prefixes, largest, types, expiry, withoutExpiry, expired }: KeyAnalysis): string {
  type Cell = string | number | null;
  const lines: readonly (readonly Cell[])[] = [
    [
      'part',
      'database',
      'name',
      'type',
      'encoding',
      'keys',
      memoryWords.serialisedBytes,
      memoryWords.memoryBytesEstimate,
    ],
    ...prefixes.map((one) => [
      'prefix',
      one.database,
      shown(one.prefix),
      null,
      null,
      one.keys,
      one.sizeBytes,
      one.memoryBytes,
    ]),
    ...largest.map((one) => [
      'key',
      one.database,
      shown(one.key),
      one.type,
      one.encoding,
      1,
      one.sizeBytes,
      one.memoryBytes,
    ]),
    ...types.map((one) => ['type', null, null, one.type, one.encoding, one.keys, one.sizeBytes, null]),
    ...expiry.map(({ untilSeconds, keys, sizeBytes }) => [
      memoryWords.expiresWithinSeconds,
      null,
      untilSeconds === null ? 'later' : untilSeconds,
      null,
      null,
      keys,
      sizeBytes,
      null,
    ]),
    [memoryWords.withoutExpiry, null, null, null, null, withoutExpiry.keys, withoutExpiry.sizeBytes, null],
    ['expired', null, null, null, null, expired.keys, expired.sizeBytes, null],
  ];
  const text = lines.map((line) => line.map(csvCell).join(','));
  return `${text.join('\r\n')}\r\n`;
}
