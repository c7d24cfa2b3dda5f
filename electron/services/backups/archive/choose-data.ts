import { basename } from 'node:path';
import type { BackupContents, FoundData } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { counted } from '../../../../shared/format/count.ts';
import { largest } from '../../../../shared/largest.ts';
import type { ArchiveSettings, Candidate } from './scan-archive.ts';

/** Times in a tar have whole seconds, and the files of one save are written one after another. */
const SAME_AGE_MS = 2000;

/** A file of an AOF of several parts, by the names that Redis gives them. */
const AOF_PART = /\.\d+\.(?:base\.(?:rdb|aof)|incr\.aof)$/;

type Decision = Pick<BackupContents, 'decidedBy'> & { readonly chosen: Candidate };

/**
 * Chooses one of several data sets: the user's choice, else the one that a server with the archive's redis.conf loads,
 * else the newest. One of several parts of an AOF whose manifest is missing is never chosen so: it lacks the keys of the
 * others.
 * @returns null when none of these decides, and the user must be asked
 * @throws AppError BAD_VALUE for a choice that does not exist
 */
export function chooseData(
  candidates: readonly Candidate[],
  settings: ArchiveSettings | null,
  choice: string | null,
): Decision | null {
  const [only, ...others] = candidates;
  if (choice !== null) return { chosen: chosenBy(choice, candidates), decidedBy: 'choice' };
  if (only !== undefined && others.length === 0) return { chosen: only, decidedBy: 'only' };
  const parts = partsWithoutManifest(candidates);
  const named = settings === null ? null : namedBy(settings, candidates);
  if (named !== null) return parts.includes(named) ? null : { chosen: named, decidedBy: 'redis.conf' };
  const newest = newestOf(candidates);
  return newest === null || parts.includes(newest) ? null : { chosen: newest, decidedBy: 'dates' };
}

/** A part that a manifest lists is no data set, so these have none. Empty for a single part, which can be chosen. */
function partsWithoutManifest(candidates: readonly Candidate[]): readonly Candidate[] {
  const parts = candidates.filter(({ path }) => AOF_PART.test(path));
  return parts.length > 1 ? parts : [];
}

function namedBy(
  { appendonly, rdbName, aofName }: ArchiveSettings,
  candidates: readonly Candidate[],
): Candidate | null {
  if (appendonly === null) return null;
  const form = appendonly ? 'aof' : 'rdb';
  const name = appendonly ? (aofName ?? 'appendonly.aof') : (rdbName ?? 'dump.rdb');
  const fitting = candidates.filter((candidate) => candidate.form === form);
  const exact = fitting.filter(({ path }) => basename(path).replace(/\.manifest$/, '') === name);
  return single(exact) ?? single(fitting);
}

function single(candidates: readonly Candidate[]): Candidate | null {
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

function newestOf(candidates: readonly Candidate[]): Candidate | null {
  const times = candidates.map(({ modifiedAt }) => (modifiedAt === null ? Number.NaN : Date.parse(modifiedAt)));
  if (times.some(Number.isNaN)) return null;
  const newest = largest(times);
  return single(candidates.filter((_, at) => newest - (times[at] ?? 0) <= SAME_AGE_MS));
}

function chosenBy(choice: string, candidates: readonly Candidate[]): Candidate {
  const byPath = candidates.find(({ path }) => path === choice.replace(/^(?:\.?\/)+/, ''));
  const found = byPath ?? single(candidates.filter(({ form }) => form === choice));
  if (found) return found;
  const expected = `one of ${[...candidates.map(({ path }) => path)].join(', ')}`;
  throw new AppError('BAD_VALUE', `The file contains no data set "${choice}". Choose ${expected}.`, {
    field: 'data',
    expected,
  });
}

/** The user must choose a data set. The message is the complete question. */
export function choiceNeeded(shown: string, candidates: readonly Candidate[]): AppError<'CHOICE_NEEDED'> {
  const found = candidates.map(asFound);
  const list = found.map(({ path, keys }) => `${path} (${countOf(keys)})`).join(' and ');
  const message =
    partsWithoutManifest(candidates).length > 0
      ? `${shown} contains ${list}, among them parts of an AOF without the manifest that lists them. Each part lacks the keys of the others. Add the manifest to import them together, or choose one. Nothing was changed.`
      : `${shown} contains ${list}, and neither a redis.conf nor their dates show which one its server loaded. Choose one. Nothing was changed.`;
  return new AppError('CHOICE_NEEDED', message, { found });
}

function countOf(keys: number | null): string {
  return keys === null ? 'cannot be loaded' : counted(keys, 'key');
}

/** The record of a decision in the manifest. */
export function asContents(
  chosen: Candidate,
  decidedBy: BackupContents['decidedBy'],
  candidates: readonly Candidate[],
): BackupContents {
  const { form, path, warnings } = chosen;
  return { form, path, decidedBy, found: candidates.map(asFound), warnings: [...warnings] };
}

function asFound({ form, path, keys, sizeBytes, modifiedAt }: Candidate): FoundData {
  return { form, path, keys, sizeBytes, modifiedAt };
}
