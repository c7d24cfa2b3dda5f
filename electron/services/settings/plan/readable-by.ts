/**
 * The RDB version that each Redis release writes. Redis refuses a file of a newer RDB version.
 * @see RDB_VERSION in https://github.com/redis/redis/blob/unstable/src/rdb.h, through its tags
 */
const rdbVersions: readonly (readonly [major: number, minor: number, rdb: number])[] = [
  [7, 4, 12],
  [7, 2, 11],
  [7, 0, 10],
  [5, 0, 9],
  [4, 0, 8],
  [0, 0, 7],
];

/** Whether one Redis version can read the data of another. Multi-part AOF needs 7.0. */
export function isReadable(data: { readonly writtenBy: string; readonly aof: boolean }, by: string): boolean {
  const [writer, reader] = [numbers(data.writtenBy), numbers(by)];
  if (data.aof && writer[0] >= 7 && reader[0] < 7) return false;
  return rdbOf(reader) >= rdbOf(writer);
}

function rdbOf([major, minor]: readonly [number, number]): number {
  return rdbVersions.find(([from, minorFrom]) => major > from || (major === from && minor >= minorFrom))?.[2] ?? 0;
}

function numbers(version: string): readonly [number, number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}
