import type { BlastRadius, HeldCommand } from '../../../../shared/contract/console.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { nameOf } from '../../flags/instance-of.ts';
import { alignPairs, formatTime } from '../../format/format.ts';
import * as instanceWords from './words.ts';

/** Why a command is held: as a sentence if nobody can be asked, and as lines with the figures and the safe way. */
export function holdLines(held: HeldCommand, id: string): readonly [what: string, lines: readonly string[]] {
  const what = instanceWords.holdReasons[held.reason](held, id);
  return [what, [instanceWords.notSent(held.command, what, nameOf(id)), ...figures(held.radius), ...safeWay(held, id)]];
}

function figures({ keys, isExact, databases, memoryBytes, clients, backup }: BlastRadius): string[] {
  const places = databases.filter((db) => db.keys > 0).map(({ index }) => `db${index}`);
  const where = places.length === 0 ? '' : instanceWords.inPlaces(places.join(', '));
  const bytes = memoryBytes === null ? '' : `, ${formatBytes(memoryBytes)}`;
  const shownKeys = keys === null ? '—' : `${isExact ? '' : instanceWords.upTo}${counted(keys, 'key')}${where}${bytes}`;
  const programs = clients?.programs.map(({ name, count }) => `${name} (${count})`).join(', ');
  const shownClients = clients === null ? '—' : `${clients.count}${programs ? `: ${programs}` : ''}`;
  const shownBackup =
    backup === null ? instanceWords.none : `${backup.name}, ${formatTime(backup.createdAt, Date.now())}`;
  return alignPairs([
    [instanceWords.touches, shownKeys],
    [instanceWords.clientsNow, shownClients],
    [instanceWords.newestVerifiedBackup, shownBackup],
  ]);
}

function safeWay({ safeWay: way, database, setting }: HeldCommand, id: string): string[] {
  const of = id === 'main' ? '' : ` --instance ${id}`;
  switch (way) {
    case null:
      return [];
    case 'flush':
      return [instanceWords.safeFlush(`--action flush --database ${database ?? 'all'}${of}`)];
    case 'stop':
      return [instanceWords.safeStop(`--action stop${of}`)];
    case 'settings':
      return [instanceWords.safeSettings(`--action config --set '${setting?.name}=${setting?.value}'${of}`)];
    case 'backup':
      return [instanceWords.safeBackup(`--action backup${of}`)];
    default:
      return way satisfies never;
  }
}
