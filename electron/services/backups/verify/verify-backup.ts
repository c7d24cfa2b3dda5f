import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, BackupContents, BackupDatabase, BackupProof } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { hashFile } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import type { ScratchRedis } from '../../scratch/scratch-server.ts';
import { type Loaded, ScratchError } from '../../scratch/scratch-server.ts';
import { withScratchRedis } from '../../scratch/with-scratch-redis.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { hiddenName } from '../store/backup-names.ts';
import { compareWithLive, type LiveServer } from './compare-live.ts';
import { decideData } from './decide-data.ts';
import { needOf, requireKnownFormat } from './load-need.ts';
import { layOut } from './work-copy.ts';
import { withWorkFolder } from './work-folder.ts';

/** How many proofs of a backup are remembered. */
const KEPT = 20;

interface Findings {
  readonly sha256: string | null;
  readonly loaded: Loaded | null;
  readonly expired: number | null;
  readonly compared: number;
  /** What is wrong; null when all is well. */
  readonly fault: string | null;
}

/** A backup, and which of its data counts where nobody has decided yet, as a person chose. */
interface Undecided {
  readonly backup: Backup;
  readonly choice: string | null;
}

interface ProofOptions {
  /** The server that it was taken from a moment ago, to compare values with. */
  readonly live?: LiveServer | null;
  /** Which data counts, as a person chose: `rdb`, `aof` or a path in the archive. */
  readonly choice?: string | null;
}

/**
 * Proves a backup: its checksum, the checker of Redis, and a real load in a scratch Redis, all three at once; then
 * the keys of each database are counted against the manifest, and where the server has not changed since, values are
 * compared with it. What came of it is written into the manifest, whether good or bad.
 * @throws AppError CHOICE_NEEDED, NO_RUNTIME, BACKUP_UNSUITABLE when it cannot be tried at all
 */
export async function proveBackup(
  deps: BackupDeps,
  folder: BackupFolder,
  name: string,
  op: OperationContext,
  { live = null, choice = null }: ProofOptions = {},
): Promise<Backup> {
  const backup = findBackup(folder, name);
  const begun = performance.now();
  const { findings, version } = await withScratchRedis(deps, await needOf(folder, backup), op, async (loader) => ({
    findings: await find(deps, folder, { backup, choice }, loader, op, live),
    version: loader.version,
  }));
  const proof = asProof(backup, findings, version, performance.now() - begun);
  // Again, as it may have been renamed or written to meanwhile.
  const now = findBackup(folder, name);
  const corrected = proof.ok && findings.loaded !== null && !now.countsExact;
  const manifest = asManifest({
    ...now,
    proofs: [proof, ...now.proofs].slice(0, KEPT),
    sha256: now.sha256 ?? findings.sha256,
    redisVersion: now.redisVersion,
    contents: withCount(now.contents, findings.fault === null ? findings.loaded : null),
    ...(corrected && findings.loaded && { databases: [...findings.loaded.databases], countsExact: true }),
  });
  await writeManifest(folder, name, manifest);
  deps.bus.emit({ noun: 'backups', id: folder.instance });
  op.log(proof.message);
  return findBackup(folder, name);
}

/** Only loading an AOF tells how many keys it has. */
function withCount(contents: BackupContents | null, loaded: Loaded | null): BackupContents | null {
  if (contents === null || loaded === null) return contents;
  const found = contents.found.map((one) => (one.path === contents.path ? { ...one, keys: loaded.keys } : one));
  return { ...contents, found };
}

/** The failure that a proof is, for who asked for it. */
export function proofFailure(backup: Backup): AppError<'BACKUP_DAMAGED'> {
  const reason = backup.proof?.message ?? 'it could not be loaded';
  return new AppError(
    'BACKUP_DAMAGED',
    `The backup "${backup.name}" of ${backup.instance} failed its proof: ${reason} Do not rely on it; take another.`,
    { name: backup.name, reason },
  );
}

async function find(
  deps: BackupDeps,
  folder: BackupFolder,
  { backup, choice }: Undecided,
  loader: ScratchRedis,
  op: OperationContext,
  live: LiveServer | null,
): Promise<Findings> {
  const nothing = { sha256: null, loaded: null, expired: null, compared: 0 };
  if (backup.damaged) return { ...nothing, fault: `${backup.damage}.` };
  const path = dataPath(folder, backup);
  const work = join(folder.path, `${hiddenName()}-work`);
  // A snapshot is linked; an archive is unpacked, and what it holds is hardly smaller.
  if (backup.kind === 'archive') await requireSpace(folder.path, backup.sizeBytes, `Proving "${backup.name}"`);
  return withWorkFolder(work, op, async () => {
    const file = await open(path, 'r');
    try {
      const hashing = hashFile(file, { signal: op.signal });
      const loading = loadAndCheck(deps, folder, { backup, choice }, work, loader, op, live);
      const [hashed, loaded] = await Promise.allSettled([hashing, loading]);
      if (hashed.status === 'rejected') throw hashed.reason;
      const { sha256 } = hashed.value;
      if (backup.sha256 !== null && backup.sha256 !== sha256) {
        return { ...nothing, sha256, fault: 'Its checksum is not that of when it was taken: the file was changed.' };
      }
      if (loaded.status === 'rejected') throw loaded.reason;
      return { ...loaded.value, sha256 };
    } finally {
      await file.close();
    }
  });
}

async function loadAndCheck(
  deps: BackupDeps,
  folder: BackupFolder,
  { backup, choice }: Undecided,
  work: string,
  loader: ScratchRedis,
  op: OperationContext,
  live: LiveServer | null,
): Promise<Omit<Findings, 'sha256'>> {
  const nothing = { loaded: null, expired: null, compared: 0 };
  const laidOut = decideData(deps, folder, backup, choice, op).then((decided) =>
    layOut(dataPath(folder, decided), decided, work, op),
  );
  const copy = await laidOut.catch((error: unknown) => {
    if (error instanceof AppError || op.signal.aborted || (error instanceof Error && 'syscall' in error)) throw error;
    return new ScratchError(`It cannot be unpacked: ${error instanceof Error ? error.message : error}.`);
  });
  if (copy instanceof ScratchError) return { ...nothing, fault: copy.message };
  const { names, useAof } = copy;
  const major = Number(loader.version.split('.')[0]);
  const toCheck = useAof
    ? major >= 7 && copy.names.aofFolder !== ''
      ? `${names.aofFolder}/${names.aof}.manifest`
      : names.aof
    : names.rdb;
  const checking = loader.check(useAof ? 'redis-check-aof' : 'redis-check-rdb', work, toCheck, op.signal);
  // A Redis of 7 or later moves an AOF of one file into a folder as it starts: the checker must be done with it by then.
  if (useAof && names.aofFolder === '') await checking.catch(() => undefined);
  const opening = loader
    .open({
      folder: work,
      rdbFile: names.rdb,
      aof: useAof ? { folder: major >= 7 ? names.aofFolder : '', name: names.aof } : null,
      databases: names.databases,
      // The checker does, at the same time. An AOF's is left to be looked at by both.
      checksumElsewhere: !useAof,
      signal: op.signal,
      progress: (fraction) => op.progress(fraction, 'loading it in a scratch Redis'),
    })
    .catch((error: unknown) => {
      if (error instanceof ScratchError) return error;
      throw error;
    });
  const [check, load] = await Promise.allSettled([checking, opening]);
  const sandbox = load.status === 'fulfilled' ? load.value : null;
  try {
    if (load.status === 'rejected') throw load.reason;
    if (check.status === 'rejected') throw check.reason;
    const checked = check.value;
    if (sandbox === null || sandbox instanceof ScratchError) {
      requireKnownFormat(backup, sandbox?.message ?? '', loader);
      return { ...nothing, fault: `A scratch Redis could not load it: ${sandbox?.message}.` };
    }
    if (!checked.ok && !/truncated/i.test(checked.message ?? '')) {
      return { ...nothing, fault: `The checker of Redis found: ${checked.message}.` };
    }
    const { loaded } = sandbox;
    const counted = backup.countsExact ? difference(backup.databases, loaded.databases) : null;
    if (counted !== null) return { loaded, expired: null, compared: 0, fault: counted };
    const { link } = sandbox;
    const sample =
      live && link ? await compareWithLive(deps, link, loaded.databases, live) : { compared: 0, different: null };
    const fault =
      sample.different === null ? null : `The value of the key "${sample.different}" is not that of the server.`;
    return { loaded, expired: checked.expired, compared: sample.compared, fault };
  } finally {
    if (sandbox !== null && !(sandbox instanceof ScratchError)) await sandbox.close();
  }
}

/** What differs between the keys that were saved and those that were loaded; null: nothing. */
function difference(saved: readonly BackupDatabase[] | null, loaded: readonly BackupDatabase[]): string | null {
  if (saved === null) return null;
  const indexes = new Set([...saved, ...loaded].map(({ index }) => index));
  for (const index of indexes) {
    const was = saved.find((database) => database.index === index)?.keys ?? 0;
    const is = loaded.find((database) => database.index === index)?.keys ?? 0;
    if (was !== is)
      return `Database ${index} had ${counted(was, 'key')} when it was saved, and ${formatCount(is)} were loaded.`;
  }
  return null;
}

function asProof(
  backup: Backup,
  { loaded, expired, compared, fault }: Findings,
  version: string,
  ms: number,
): BackupProof {
  const at = new Date().toISOString();
  const common = { at, redisVersion: version, durationMs: Math.round(ms) };
  if (fault !== null)
    return { ...common, ok: false, keys: loaded?.keys ?? null, expiredSince: null, compared, message: fault };
  const keys = loaded?.keys ?? 0;
  const parts = [`Loaded in a scratch Redis ${version}: ${counted(keys, 'key')}`];
  if (backup.countsExact) parts.push('each database as it was saved');
  if (expired) parts.push(`${formatCount(expired)} expired since`);
  if (compared > 0) parts.push(`${counted(compared, 'value')} compared with the server`);
  return { ...common, ok: true, keys, expiredSince: expired, compared, message: `${parts.join(', ')}.` };
}
