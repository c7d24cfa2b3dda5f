import type { KeyType } from '../../../../shared/contract/key-name.ts';

/** RDB type bytes of new keys. An index names their encoding until the next full copy reads the real one. */
export type TypeBytes = Readonly<Record<KeyType, number>>;

/** @param version of Redis, such as 7.0.15; null: unknown, treated as 7.0 */
export function typeBytesOf(version: string | null): TypeBytes {
  const [major = 7, minor = 0] = (version ?? '7.0').split('.').map(Number);
  const since = (wantedMajor: number, wantedMinor: number) =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const hasListpack = since(7, 0);
  return {
    string: 0,
    list: hasListpack ? 18 : 14,
    set: since(7, 2) ? 20 : 2,
    zset: hasListpack ? 17 : 12,
    hash: hasListpack ? 16 : 13,
    stream: since(7, 2) ? 21 : hasListpack ? 19 : 15,
    module: 7,
  };
}

const names: readonly KeyType[] = ['string', 'list', 'set', 'zset', 'hash', 'stream'];

/** @param reply of TYPE: the name of a Redis type, or that of a module's */
export function keyTypeOf(reply: string): KeyType {
  return names.find((name) => name === reply) ?? 'module';
}
