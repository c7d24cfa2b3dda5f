import { join } from 'node:path';
import type { Backup, BackupContents, BackupDatabase, BackupVerification } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { counted, formatCount } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { hashFile } from '../../platform/files/copy-file.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';
import type { ScratchRedis } from '../../scratch/scratch-server.ts';
import { type Loaded, ScratchError } from '../../scratch/scratch-server.ts';
import { withScratchRedis } from '../../scratch/with-scratch-redis.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { hiddenName } from '../store/backup-names.ts';
import { withWorkFolder } from '../work/work-folder.ts';
import { compareWithLive, type LiveServer } from './compare-live.ts';
import { decideData } from './decide-data.ts';
import { needOf, requireKnownFormat, requireLoadedModules } from './load-need.ts';
import { layOut } from './work-copy.ts';

/** How many verifications the manifest of a backup keeps. */
const KEPT = 20;

interface Findings {
  readonly sha256: string | null;
  readonly loaded: Loaded | null;
  readonly expired: number | null;
  readonly compared: number;
  /** The problem that was found; null if there is none. */
  readonly fault: string | null;
}

/** A backup, and the data set that the user chose if its manifest does not record one. */
interface Undecided {
  readonly backup: Backup;
  readonly choice: string | null;
}

interface VerifyOptions {
  /** The server that the backup was just taken from, to compare values with. */
  readonly live?: LiveServer | null;
  /** The data set that the user chose: `rdb`, `aof` or a path in the archive. */
  readonly choice?: string | null;
}

/**
 * Verifies a backup by its checksum, the Redis checker and a real load in a scratch Redis, all three simultaneously.
 * Then it compares the keys of each database with the manifest and, if the server has not changed since the backup,
 * values with the server. The result is written into the manifest, good or bad.
 * @throws AppError CHOICE_NEEDED, NO_RUNTIME, BACKUP_UNSUITABLE when the backup cannot be loaded here
 */
export async function verifyBackup(
  deps: BackupDeps,
  folder: BackupFolder,
  name: string,
  op: OperationContext,
  { live = null, choice = null }: VerifyOptions = {},
): Promise<Backup> {
  const backup = findBackup(folder, name);
  const begun = performance.now();
  const { findings, version } = await withScratchRedis(deps, await needOf(folder, backup), op, async (loader) => ({
    findings: await find(deps, folder, { backup, choice }, loader, op, live),
    version: loader.version,
  }));
  const proof = asVerification(backup, findings, version, performance.now() - begun);
  // Read again, because the backup may have been renamed or changed meanwhile.
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

/** The keys of an AOF are known only after it was loaded. */
function withCount(contents: BackupContents | null, loaded: Loaded | null): BackupContents | null {
  if (contents === null || loaded === null) return contents;
  const found = contents.found.map((one) => (one.path === contents.path ? { ...one, keys: loaded.keys } : one));
  return { ...contents, found };
}

/** The error of a failed verification. */
export function verificationFailure(backup: Backup): AppError<'BACKUP_DAMAGED'> {
  const reason = backup.proof?.message ?? 'it could not be loaded';
  return new AppError(
    'BACKUP_DAMAGED',
    `The backup "${backup.name}" of ${backup.instance} failed verification: ${reason} Do not rely on it. Take another backup.`,
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
  // A snapshot is linked. An archive is unpacked, which takes at least about its own size.
  if (backup.kind === 'archive') await requireSpace(folder.path, backup.sizeBytes, `Verifying "${backup.name}"`);
  return withWorkFolder(work, op, async () => {
    const file = await openExistingFile(path);
    try {
      const hashing = hashFile(file, { signal: op.signal });
      const loading = loadAndCheck(deps, folder, { backup, choice }, work, loader, op, live);
      const [hashed, loaded] = await Promise.allSettled([hashing, loading]);
      if (hashed.status === 'rejected') throw hashed.reason;
      const { sha256 } = hashed.value;
      if (backup.sha256 !== null && backup.sha256 !== sha256) {
        return {
          ...nothing,
          sha256,
          fault: 'Its checksum differs from the one in its manifest: the file was changed.',
        };
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
  const placing = decideData(deps, folder, backup, choice, op).then((decided) =>
    layOut(dataPath(folder, decided), decided, work, op),
  );
  const copy = await placing.catch((error: unknown) => {
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
  const checker = useAof ? 'redis-check-aof' : 'redis-check-rdb';
  const checking = loader.check(checker, work, toCheck, op.signal);
  // Redis 7 and later moves a single-file AOF into a folder at start, so the checker must finish before.
  if (useAof && names.aofFolder === '') await checking.catch(() => undefined);
  const opening = loader
    .open({
      folder: work,
      rdbFile: names.rdb,
      aof: useAof ? { folder: major >= 7 ? names.aofFolder : '', name: names.aof } : null,
      databases: names.databases,
      // redis-check-rdb computes it simultaneously. For an AOF, both do.
      checksumElsewhere: !useAof,
      signal: op.signal,
      progress: (fraction) => op.progress(fraction, 'loading it in a scratch Redis'),
    })
    .catch((error: unknown) => {
      if (error instanceof ScratchError) return error;
      throw error;
    });
  const [check, load] = await Promise.allSettled([checking, opening]);
  const scratch = load.status === 'fulfilled' ? load.value : null;
  try {
    if (load.status === 'rejected') throw load.reason;
    if (check.status === 'rejected') throw check.reason;
    const checked = check.value;
    if (scratch === null || scratch instanceof ScratchError) {
      requireKnownFormat(backup, scratch?.message ?? '', loader);
      if (scratch) requireLoadedModules(backup, scratch);
      return { ...nothing, fault: `A scratch Redis could not load it: ${scratch?.message}.` };
    }
    if (!checked.ok && !/truncated/i.test(checked.message ?? '')) {
      const { incompleteBytes } = checked;
      if (incompleteBytes === null) return { ...nothing, fault: `${checker} reports: ${checked.message}.` };
      return { ...nothing, loaded: scratch.loaded, fault: incompleteEnd(incompleteBytes, scratch.loaded) };
    }
    const { loaded } = scratch;
    const counted = backup.countsExact ? difference(backup.databases, loaded.databases) : null;
    if (counted !== null) return { loaded, expired: null, compared: 0, fault: counted };
    const { link } = scratch;
    const sample =
      live && link ? await compareWithLive(deps, link, loaded.databases, live) : { compared: 0, different: null };
    const fault =
      sample.different === null
        ? null
        : `The value of the key "${sample.different}" differs from the one on the server.`;
    return { loaded, expired: checked.expired, compared: sample.compared, fault };
  } finally {
    if (scratch !== null && !(scratch instanceof ScratchError)) await scratch.close();
  }
}

/** Redis loads such an AOF, as `aof-load-truncated` is on by default. */
function incompleteEnd(bytes: number, { keys }: Loaded): string {
  const ignored = counted(bytes, 'byte', 'bytes');
  return `Its AOF ends in the middle of a command or a transaction, as after a crash: Redis ignores the last ${ignored} and loads ${counted(keys, 'key')}.`;
}

/** The first difference between the saved and the loaded key counts; null if there is none. */
function difference(saved: readonly BackupDatabase[] | null, loaded: readonly BackupDatabase[]): string | null {
  if (saved === null) return null;
  const indexes = new Set([...saved, ...loaded].map(({ index }) => index));
  for (const index of indexes) {
    const savedKeys = saved.find((database) => database.index === index)?.keys ?? 0;
    const loadedKeys = loaded.find((database) => database.index === index)?.keys ?? 0;
    if (savedKeys !== loadedKeys)
      return `Database ${index} had ${counted(savedKeys, 'key')} when it was saved, but ${formatCount(loadedKeys)} were loaded.`;
  }
  return null;
}

function asVerification(
  backup: Backup,
  { loaded, expired, compared, fault }: Findings,
  version: string,
  ms: number,
): BackupVerification {
  const at = new Date().toISOString();
  const common = { at, redisVersion: version, durationMs: Math.round(ms) };
  if (fault !== null)
    return { ...common, ok: false, keys: loaded?.keys ?? null, expiredSince: null, compared, message: fault };
  const keys = loaded?.keys ?? 0;
  const parts = [`Loaded in a scratch Redis ${version}: ${counted(keys, 'key')}`];
  if (backup.countsExact) parts.push('all databases match');
  if (expired) parts.push(`${formatCount(expired)} expired since`);
  if (compared > 0) parts.push(`${counted(compared, 'value')} compared with the server`);
  return { ...common, ok: true, keys, expiredSince: expired, compared, message: `${parts.join(', ')}.` };
}
