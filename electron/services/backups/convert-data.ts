import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { DataFiles } from './data-files.ts';
import type { BackupDeps } from './deps.ts';
import { localProgram } from './local-program.ts';
import { type Loaded, openSandbox } from './sandbox.ts';

/** Saving may take minutes, and answers when it is done, ms. */
const SAVE_MS = 60 * 60_000;

/**
 * Loads data in a throwaway Redis and saves it there as an RDB of the usual name: keys whose time has come are
 * kept, as they were in the data.
 * @throws SandboxError when it cannot be loaded; AppError NO_RUNTIME without a program
 */
export async function convertToRdb(
  deps: Pick<BackupDeps, 'programPath'>,
  what: {
    readonly folder: string;
    readonly names: Pick<DataFiles, 'rdb' | 'aof' | 'aofFolder'>;
    readonly useAof: boolean;
    readonly databases: number;
    readonly op: OperationContext;
  },
): Promise<Loaded> {
  const program = await localProgram(deps.programPath);
  if (!program) throw noProgram('An AOF is made a snapshot by a Redis program of this machine');
  const sandbox = await openSandbox({
    program: program.path,
    folder: what.folder,
    rdbFile: what.names.rdb,
    aof: what.useAof
      ? { folder: Number(program.version.split('.')[0]) >= 7 ? what.names.aofFolder : '', name: what.names.aof }
      : null,
    databases: what.databases,
    signal: what.op.signal,
    progress: (fraction) => what.op.progress(fraction, 'loading'),
  });
  try {
    await sandbox.link.call(SAVE_MS, 'SAVE');
    return sandbox.loaded;
  } finally {
    await sandbox.close();
  }
}

export function noProgram(what: string): AppError<'NO_RUNTIME'> {
  const reason = 'no redis-server or valkey-server program was found';
  return new AppError('NO_RUNTIME', `${what}, and none was found. Install redis-server with your package manager.`, {
    reasons: [{ runtime: 'process', reason }],
  });
}
