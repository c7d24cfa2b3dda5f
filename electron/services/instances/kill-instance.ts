import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { KillPreview } from '../../../shared/contract/instance.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import { dataFiles } from '../backups/data-files.ts';
import type { Known } from './catalogue.ts';
import type { InstanceDeps } from './deps.ts';
import { runtimeOf } from './start-instance.ts';
import { knownById, statusById } from './status-by-id.ts';

/** What of an instance's data is on disk, which is what is left when it is killed. @throws AppError NOT_FOUND */
export async function killPreview(deps: InstanceDeps, id: string): Promise<KillPreview> {
  const known = await knownById(deps, id);
  const status = await deps.observer.look(known);
  const files = await dataFiles(known.paths.configFile);
  const { data } = known.paths;
  const [snapshotAt, aofAt] = await Promise.all([
    changedAt(join(data, files.rdb)),
    files.usesAof ? lastOf(data, files) : null,
  ]);
  const { changesSinceSave } = status.persistence;
  const keys = status.version === null ? null : status.databases.reduce((sum, each) => sum + each.keys, 0);
  const facts = { usesAof: files.usesAof, snapshotAt, aofAt, changesSinceSave };
  return { id, keys, ...facts, consequence: consequenceOf(facts) };
}

/**
 * Ends a server at once, without saving: for one that hangs. What is on disk stays as it is.
 * @throws AppError NOT_FOUND, NOT_RUNNING
 */
export async function killInstance(deps: InstanceDeps, id: string): Promise<Operation> {
  const known = await knownById(deps, id);
  const runtime = runtimeOf(deps, known);
  if (known.entry?.state !== 'running') throw notRunning(known);
  const plan = {
    kind: 'stop',
    instance: id,
    title: `Kill ${id}`,
    steps: ['End Redis without saving'],
    cancellable: false,
  } as const;
  return deps.operations.begin(plan, async (op) => {
    await op.step('End Redis without saving', () => runtime.kill(id));
    return statusById(deps, id);
  });
}

function consequenceOf({
  usesAof,
  snapshotAt,
  aofAt,
  changesSinceSave,
}: Omit<KillPreview, 'id' | 'keys' | 'consequence'>): string {
  if (usesAof && aofAt !== null) {
    return 'It keeps an append-only file: every write it has answered is there, but for what it had not handed to the disk yet, a second’s worth at most.';
  }
  const changes =
    changesSinceSave === null
      ? 'every change since then'
      : `${changesSinceSave.toLocaleString('en')} changes since then`;
  if (snapshotAt !== null)
    return `Its last snapshot is what is left: ${changes} are lost.`.replace(
      'every change since then are',
      'every change since then is',
    );
  return 'Nothing of it is on disk: all keys are lost.';
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

function notRunning({ id, entry }: Known): AppError<'NOT_RUNNING'> {
  return new AppError('NOT_RUNNING', `${id} does not run, so there is nothing to kill.`, {
    id,
    state: entry?.state ?? 'missing',
  });
}
