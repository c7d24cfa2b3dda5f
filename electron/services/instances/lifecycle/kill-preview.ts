import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KillPreview } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../../shared/format/count.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';

/** The data on disk, which remains if the instance is killed. */
export async function killPreview(
  { observer }: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
): Promise<KillPreview> {
  const [status, files] = await Promise.all([observer.status(instance), dataFiles(confPlaceOf(instance))]);
  const { data } = instance.paths;
  const [snapshotAt, aofAt] = await Promise.all([
    changedAt(join(data, files.rdb)),
    files.usesAof ? aofChangedAt(data, files) : null,
  ]);
  const keys = status.version === null ? null : status.databases.reduce((sum, each) => sum + each.keys, 0);
  const reported = status.persistence.changesSinceSave;
  // A hung server reports nothing: use its last reply if that came after the last save.
  const before = reported === null ? observer.lastChanges(instance.id) : null;
  const changesSinceSave =
    reported ?? (before && (snapshotAt === null || before.at > Date.parse(snapshotAt)) ? before.changes : null);
  const facts = { usesAof: files.usesAof, snapshotAt, aofAt, changesSinceSave };
  return { id: instance.id, keys, ...facts, consequence: consequenceOf(facts, reported !== null) };
}

function consequenceOf(
  { usesAof, snapshotAt, aofAt, changesSinceSave }: Omit<KillPreview, 'id' | 'keys' | 'consequence'>,
  exact: boolean,
): string {
  if (usesAof && aofAt !== null) {
    return 'The append-only file holds every acknowledged write except those of the last second.';
  }
  if (snapshotAt === null) return 'No data is on disk: all keys are lost.';
  // Local time.
  const left = `The last snapshot of ${new Date(snapshotAt).toLocaleString('sv')} remains;`;
  if (changesSinceSave === null) return `${left} every change since then is lost.`;
  const lost = `${counted(changesSinceSave, 'change since then is', 'changes since then are')} lost`;
  return exact ? `${left} ${lost}.` : `${left} ${lost}, plus those after its last reply.`;
}

async function aofChangedAt(data: string, files: Awaited<ReturnType<typeof dataFiles>>): Promise<string | null> {
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
