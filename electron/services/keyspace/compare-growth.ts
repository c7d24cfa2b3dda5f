import type { KeyFolder, KeyGrowth } from '../../../shared/contract/keyspace.ts';
import type { IndexHost } from './host/index-host.ts';

const MAX_PREFIXES = 1000;

/** Growth of each top-level prefix from one source to another, the largest change first. */
export async function compareGrowth(before: IndexHost, after: IndexHost, separator: string): Promise<KeyGrowth> {
  const [former, latter] = await Promise.all([before.prefixes({ separator }), after.prefixes({ separator })]);
  const rows = new Map<string, KeyGrowth[number]>();
  const rowOf = ({ database, prefix }: KeyFolder) => {
    const name = JSON.stringify([database, prefix]);
    const row = rows.get(name) ?? { database, prefix, keysBefore: 0, keysAfter: 0, bytesBefore: 0, bytesAfter: 0 };
    rows.set(name, row);
    return row;
  };
  for (const folder of former) Object.assign(rowOf(folder), { keysBefore: folder.keys, bytesBefore: folder.sizeBytes });
  for (const folder of latter) Object.assign(rowOf(folder), { keysAfter: folder.keys, bytesAfter: folder.sizeBytes });
  const change = ({ bytesBefore, bytesAfter }: KeyGrowth[number]) => Math.abs(bytesAfter - bytesBefore);
  return [...rows.values()].sort((a, b) => change(b) - change(a)).slice(0, MAX_PREFIXES);
}
