import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { type ConfPlace, pathHere, serverPath } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import type { EffectiveConf } from '../../redis/conf/effective-conf.ts';
import { placeOfLine } from '../../redis/conf/line-place.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { settingsOf } from '../../redis/conf/server-settings.ts';
import { unreadIncludes } from '../../redis/conf/unread-includes.ts';
import { dataForm, dataNames } from '../../redis/data/data-form.ts';

interface Start {
  readonly id: string;
  readonly runtime: RuntimeKind;
  readonly conf: EffectiveConf;
  readonly place: ConfPlace;
  /** The instance's data folder on this computer; null for one on a named engine. */
  readonly folder: string | null;
}

/**
 * Refuses a start whose configuration would run something other than this instance: Redis with its defaults, an invalid
 * port, a daemonized container, or an empty server because `dir` or `dbfilename` points elsewhere.
 * @throws AppError START_FAILED naming file and line
 */
export async function refuseStart(start: Start): Promise<void> {
  const reason = (await dataElsewhere(start)) ?? whyNotStarted(start);
  if (reason === null) return;
  throw new AppError('START_FAILED', `${start.id} was not started: ${reason}`, { id: start.id, log: [] });
}

/** {@link refuseStart} for a running server, whose data may not be on disk yet. @throws AppError START_FAILED */
export function refuseRestart(start: Omit<Start, 'folder'>): void {
  const reason = whyNotStarted(start);
  if (reason === null) return;
  const message = `${start.id} was not restarted and keeps running: ${reason}`;
  throw new AppError('START_FAILED', message, { id: start.id, log: [] });
}

function whyNotStarted({ runtime, conf, place }: Omit<Start, 'folder'>): string | null {
  if (conf.lines.every(({ directive, origin }) => directive === null || origin?.file === null)) {
    return `${place.file} holds no settings. Redis would start with its defaults: on port 6379, on all addresses and without a password. Restore them from the history of the settings, or from a copy of the file.`;
  }
  const [unread] = !can(runtime, 'mounts') ? unreadIncludes(conf) : [];
  if (unread !== undefined)
    return `${unread}: Redis starts only if it can read every included file. Add the file or remove the line.`;
  const { problem } = settingsOf(conf, place);
  if (problem !== null) return `${problem} Correct the line and start again.`;
  if (can(runtime, 'engine') && fileValue(conf, 'daemonize')?.toLowerCase() === 'yes') {
    return `${placeOfLine(conf, place, 'daemonize')} says daemonize yes: the container would exit as soon as Redis moves to the background. Set it to no and start again.`;
  }
  return null;
}

/** A `dir` or `dbfilename` that points away from the existing data: the server would start empty. */
async function dataElsewhere({ id, conf, place, folder }: Start): Promise<string | null> {
  if (folder === null) return null;
  const dir = fileValue(conf, 'dir');
  const next = dir === null ? folder : pathHere(place, serverPath(place, place.cwd, dir));
  // An instance without persistence starts empty anyway, and an unreadable folder decides nothing.
  if (next === null || modeOf(persistenceOf(conf)) === 'none' || (await dataForm(next, conf)) !== 'none') return null;
  if (next !== folder && ((await dataForm(folder, conf)) ?? 'none') !== 'none') {
    return `${placeOfLine(conf, place, 'dir')} says dir ${dir}, which has no data: the data is in ${folder}. Set dir to that folder, or move the data, and start again.`;
  }
  const { dump } = dataNames(conf);
  const others = next === folder ? namesIn(folder).filter((name) => name.endsWith('.rdb') && !/^temp-/.test(name)) : [];
  const [other] = others;
  if (other === undefined || fileValue(conf, 'dbfilename') === null) return null;
  return `${placeOfLine(conf, place, 'dbfilename')} says dbfilename ${dump}, which does not exist, while ${folder} holds ${others.join(', ')}: ${id} would start empty. Set dbfilename to the file with the data, or move that file away, and start again.`;
}
