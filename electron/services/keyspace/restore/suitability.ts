import type { UnsuitableKeys } from '../../../../shared/contract/restore-keys.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import type { ServerLimits } from '../edit/server-limits.ts';
import { typeOf } from '../index/key-items.ts';
import { toBytes } from '../values/bytes.ts';
import type { ServerTraits } from '../values/key-connection.ts';
import type { KeyPage, SourceKey } from './key-page.ts';
import { payloadBytes } from './payload.ts';
import { refusedEncoding } from './target-format.ts';

const MODULE = 7;

/** The limits of a target. */
export interface TargetLimits extends ServerLimits {
  readonly traits: ServerTraits;
  /** Null if the server does not report it. */
  readonly databases: number | null;
  readonly hasModules: boolean | null;
}

type Reason = UnsuitableKeys['reason'];

export interface Unsuitable {
  readonly reason: Reason;
  readonly why: string;
}

/** @returns why a target cannot hold a key; null if it can */
export function suitabilityOf(
  flavour: RdbFlavour,
  { traits, databases, hasModules, argumentBytes }: TargetLimits,
): (page: KeyPage, row: number) => Unsuitable | null {
  const refused = new Map<number, Unsuitable | null>();
  const ofType = (type: number): Unsuitable | null => {
    if (type === MODULE && hasModules === false) return { reason: 'module', why: 'the target has no modules' };
    const why = refusedEncoding(type, flavour, traits);
    return why === null ? null : { reason: 'encoding', why };
  };
  return (page, row) => {
    if (databases !== null && (page.databases[row] ?? 0) >= databases) {
      return { reason: 'database', why: `the target has ${counted(databases, 'database')}` };
    }
    const bytes = payloadBytes(page.valueBytes(row));
    if (bytes > argumentBytes) {
      const why = `its value of ${formatBytes(bytes)} exceeds the ${formatBytes(argumentBytes)} that the target accepts in one command (proto-max-bulk-len, client-query-buffer-limit)`;
      return { reason: 'too-large', why };
    }
    const type = page.types[row] ?? 0;
    const known = refused.get(type);
    if (known !== undefined) return known;
    const found = ofType(type);
    refused.set(type, found);
    return found;
  };
}

type Group = { -readonly [K in keyof UnsuitableKeys]: UnsuitableKeys[K] };

/** The keys that a target cannot hold, by reason and encoding. */
export class UnsuitableGroups {
  readonly #groups = new Map<string, Group & { why: string }>();

  add(one: SourceKey, { reason, why }: Unsuitable): void {
    const { type, encoding } = typeOf(one.type);
    const name = `${reason} ${type} ${encoding}`;
    const group = this.#groups.get(name);
    if (group) {
      group.keys++;
      group.sizeBytes += one.sizeBytes;
      return;
    }
    const example = { database: one.database, key: toBytes(one.key) };
    this.#groups.set(name, { reason, type, encoding, keys: 1, sizeBytes: one.sizeBytes, example, message: '', why });
  }

  get keys(): number {
    return [...this.#groups.values()].reduce((sum, { keys }) => sum + keys, 0);
  }

  list(): UnsuitableKeys[] {
    return [...this.#groups.values()].map(({ why, ...group }) => ({ ...group, message: sentence(group, why) }));
  }
}

function sentence({ type, encoding, keys, example }: Group, why: string): string {
  const name = 'text' in example.key ? `"${example.key.text}"` : `${example.key.base64} (base64)`;
  const others = keys === 1 ? '' : ` and ${counted(keys - 1, 'other key')}`;
  return `${name}${others} (${type}, ${encoding}): ${why}.`;
}
