import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KillPreview } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../../shared/format/count.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';

/** What of an instance's data is on disk, which is what is left when it is killed. */
export async function killPreview(
  { observer }: Pick<InstanceDeps, 'observer'>,
  known: ManagedInstance,
): Promise<KillPreview> {
  const [status, files] = await Promise.all([observer.look(known), dataFiles(confPlaceOf(known))]);
  const { data } = known.paths;
  const [snapshotAt, aofAt] = await Promise.all([
    changedAt(join(data, files.rdb)),
    files.usesAof ? lastOf(data, files) : null,
  ]);
  const keys = status.version === null ? null : status.databases.reduce((sum, each) => sum + each.keys, 0);
  const told = status.persistence.changesSinceSave;
  // Of one that hangs, as many as when it answered last, if that was after its last save.
  const before = told === null ? observer.lastChanges(known.id) : null;
  const changesSinceSave =
    told ?? (before && (snapshotAt === null || before.at > Date.parse(snapshotAt)) ? before.changes : null);
  const facts = { usesAof: files.usesAof, snapshotAt, aofAt, changesSinceSave };
  return { id: known.id, keys, ...facts, consequence: consequenceOf(facts, told !== null) };
}

function consequenceOf(
  { usesAof, snapshotAt, aofAt, changesSinceSave }: Omit<KillPreview, 'id' | 'keys' | 'consequence'>,
  exact: boolean,
): string {
  if (usesAof && aofAt !== null) {
    return 'It keeps an append-only file: every write it has answered is there, but for what it had not handed to the disk yet, a second’s worth at most.';
  }
  if (snapshotAt === null) return 'Nothing of it is on disk: all keys are lost.';
  // As the clock of this computer shows it.
  const left = `Its last snapshot, of ${new Date(snapshotAt).toLocaleString('sv')}, is what is left:`;
  if (changesSinceSave === null) return `${left} every change since then is lost.`;
  const lost = `${counted(changesSinceSave, 'change since then is', 'changes since then are')} lost`;
  return exact ? `${left} ${lost}.` : `${left} ${lost}, and what came after it answered last.`;
}

async function lastOf(data: string, files: Awaited<ReturnType<typeof dataFiles>>): Promise<string | null> {
  const times = await Promise.all([changedAt(join(data, files.aofFolder)), changedAt(join(data, files.aof))]);
  return (
    times
      .filter((time) => time !== null)
      .toSorted()
      .at(-1) ?? null
  );
}

async function changedAt(path: string): Promise<string | null> {
  return stat(path).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );
}
