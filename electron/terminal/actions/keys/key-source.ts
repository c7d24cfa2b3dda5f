import { resolve } from 'node:path';
import type { Api } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { formatCount } from '../../../../shared/format/count.ts';
import type { ActionContext } from '../../cli/action.ts';
import { awaitState } from '../../cli/drawn-line.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as keysWords from './words.ts';

/** The flags that choose a source of keys. */
export const sourceFlags = [...instanceFlags, 'backup-name', 'file', 'data'] as const;

/**
 * A backup, a file, or a running instance (main). @throws AppError BAD_VALUE if two are named, or `--data` has no file
 */
export function sourceOf(args: Arguments<(typeof sourceFlags)[number]>): KeySource {
  const { file, 'backup-name': name } = args;
  const data = args.data === undefined ? {} : { data: args.data };
  if (file !== undefined) {
    const other = name !== undefined ? '--backup-name' : instanceFlags.find((flag) => args[flag] !== undefined);
    if (other === undefined) return { kind: 'file', path: resolve(file), ...data };
    const flag = other.startsWith('--') ? other : `--${other}`;
    throw badUsage('--file', keysWords.leftOutWithFlag(flag), `--file and ${flag} name two sources: give one of them.`);
  }
  const instance = instanceOf(args);
  if (name !== undefined) return { kind: 'backup', instance, name, ...data };
  if (args.data !== undefined) throw badUsage('--data', keysWords.withABackupOrFile, keysWords.dataChoosesInABackup);
  return { kind: 'instance', instance };
}

/**
 * Opens a source and waits until all its keys are read, with the progress on a terminal.
 * @throws AppError if it cannot be opened
 */
export async function readSource(
  context: Pick<ActionContext, 'output' | 'stop'>,
  api: Api,
  source: KeySource,
): Promise<KeySpace> {
  const watch = (signal: AbortSignal) => api.keyspace.watch({ source }, { signal });
  const state = await awaitState(context, watch, progressLine, ({ phase, problem }) => {
    // A command shows one result, so it does not wait for a server that cannot be read now.
    if (phase === 'opening' && problem !== null) throw unreadable(source, problem);
    return ['ready', 'following', 'failed'].includes(phase);
  });
  // A source that could not be opened has no keys, so every request fails with its error.
  if (state.phase === 'failed') await context.stop.orStop(api.keyspace.list({ source, limit: 0 }));
  return state;
}

function unreadable(source: KeySource, problem: string): AppError<'NOT_RUNNING'> {
  const id = source.kind === 'instance' ? source.instance : '';
  const message = keysWords.keysCannotBeRead(id, problem.replace(/\.$/, ''));
  return new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' });
}

function progressLine({ fraction, keys }: KeySpace): string {
  const percent = fraction === null ? '' : `${String(Math.round(fraction * 100)).padStart(3)} %  `;
  return keysWords.percentReadingKeys(percent, formatCount(keys));
}

/** A source as a heading names it. */
export function sourceName(source: KeySource): string {
  switch (source.kind) {
    case 'backup':
      return keysWords.backupNameOfInstance(source.name, source.instance);
    case 'file':
      return source.path;
    case 'upload':
      return keysWords.upload(source.upload);
    case 'instance':
      return keysWords.instance(source.instance);
    default:
      return source satisfies never;
  }
}
