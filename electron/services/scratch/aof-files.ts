import { join } from 'node:path';
import { openStateFile, readStateFile } from '../platform/files/state-file.ts';
import { splitArgs } from '../redis/conf/conf-args.ts';
import { requireDataCommands } from './aof-commands.ts';
import { runChecker } from './check-data.ts';
import { type LoadOptions, ScratchError } from './scratch-server.ts';

/**
 * If a scratch server shares the computer's network, its AOF is read first and must contain only data.
 * @throws ScratchError
 */
export async function requireDataOnly(
  program: string,
  { folder, aof, signal }: Pick<LoadOptions, 'folder' | 'aof' | 'signal'>,
): Promise<void> {
  if (aof === null) return;
  for (const file of await filesOf(folder, aof)) {
    await requireDataCommands(file, await preambleEnd(program, file, signal), signal);
  }
}

/** The files of a multi-part AOF as its manifest names them, else the one file. */
async function filesOf(folder: string, aof: NonNullable<LoadOptions['aof']>): Promise<readonly string[]> {
  const manifest = await readStateFile(join(folder, aof.folder, `${aof.name}.manifest`));
  if (manifest === null || aof.folder === '') return [join(folder, aof.name)];
  const names = manifest.split('\n').flatMap((line) => {
    const args = splitArgs(line) ?? [];
    const name = args[args.indexOf('file') + 1];
    return args.includes('file') && name !== undefined ? [name] : [];
  });
  return names.map((name) => join(folder, aof.folder, name));
}

/** The offset of the first command: an AOF may begin with an RDB, whose end only a Redis program can find. */
async function preambleEnd(program: string, path: string, signal: AbortSignal): Promise<number> {
  const file = await openStateFile(path);
  if (file === null) return 0;
  const { buffer } = await file.read(Buffer.alloc(5), 0, 5, 0).finally(() => file.close());
  if (buffer.toString('latin1') !== 'REDIS') return 0;
  const { rdbEnd } = await runChecker('redis-check-aof', program, path, signal);
  if (rdbEnd !== null) return rdbEnd;
  throw new ScratchError('it begins with a snapshot whose end cannot be found, so what follows it cannot be checked');
}
