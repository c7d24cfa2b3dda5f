import type { AppError } from '../../../shared/contract/errors.ts';
import { PrivateServerError, startPrivateServer } from '../scratch/private-server.ts';
import { bad } from './check-value.ts';
import { quoteArg } from './conf-args.ts';
import { fileValue } from './conf-values.ts';
import { formatRedisConf, type RedisConf } from './redis-conf.ts';

/**
 * Starts a throwaway Redis on a new file, without data, to see whether it takes it.
 * @throws AppError BAD_VALUE with what Redis says of which line
 */
export async function tryFile(options: {
  readonly program: string;
  readonly text: string;
  readonly conf: RedisConf;
  readonly cwd: string;
  readonly signal: AbortSignal;
}): Promise<void> {
  try {
    const server = await startPrivateServer({
      program: options.program,
      text: (folder) => elsewhere(options.conf, folder),
      password: fileValue(options.conf, 'requirepass') || null,
      cwd: options.cwd,
      // No data of the instance is in reach, and nothing is written.
      overrides: (folder) => [
        ['dir', folder],
        ['save', ''],
        ['appendonly', 'no'],
        ['cluster-config-file', `${folder}/nodes.conf`],
        ['replicaof', 'no', 'one'],
      ],
      signal: options.signal,
    });
    await server.close();
  } catch (error) {
    if (error instanceof PrivateServerError) throw refusal(error.output, options.text);
    throw error;
  }
}

/** The text, line for line, with its own folder for data: Redis goes there as it reads the line, and a container's is not here. */
function elsewhere(conf: RedisConf, folder: string): string {
  const lines = conf.lines.map((line) =>
    line.directive?.name === 'dir' ? { ...line, text: `dir ${quoteArg(folder)}` } : line,
  );
  return formatRedisConf({ ...conf, lines });
}

/**
 * What Redis says of a file it does not take: `Reading the configuration file, at line 3`, `>>> 'the line'` and the
 * reason, a line each. From Redis 8 on a directive that it does not know may belong to a module: then it only quotes
 * it, in its log, and the line is looked for.
 */
export function refusal(output: string, text: string): AppError<'BAD_VALUE'> {
  const unknown = /Unresolved Configuration\(s\) Detected:\s.*?>>> '(.*)'/.exec(output)?.[1];
  if (unknown !== undefined) return unknownDirective(unknown, text);
  const lines = output.split('\n').map((line) => line.trim());
  const number = Number(/at line (\d+)/.exec(output)?.[1] ?? Number.NaN);
  const quoted = lines.findIndex((line) => line.startsWith(">>> '"));
  const reason = (lines[quoted + 1] ?? '').replace(/\.$/, '');
  const own = text.split('\n').length;
  if (quoted !== -1 && number <= own) {
    // The line as Redis quotes it may hold a secret: only its directive is told.
    const name = (lines[quoted] ?? '').slice(5).split(/[\s']/)[0] ?? '';
    const message = `Redis does not take line ${number} (${name}): ${reason}. Nothing was changed.`;
    return bad(`line ${number}`, reason, message, number);
  }
  const last = lines.findLast((line) => line !== '') ?? 'it ended without a word';
  const cause = lines.findLast((line) => /error|can't|failed|fatal|invalid|unable/i.test(line)) ?? last;
  const plain = cause.replace(/^\d+:[A-Z] .{20,28} [#*.-] /, '').replace(/\.$/, '');
  return bad(
    'redis.conf',
    'a file that Redis takes',
    `Redis does not start on the new file: ${plain}. Nothing was changed.`,
  );
}

function unknownDirective(quoted: string, text: string): AppError<'BAD_VALUE'> {
  const name = quoted.split(' ')[0] ?? '';
  const index = text
    .split('\n')
    .findLastIndex((line) => line.trim().split(/\s/)[0]?.toLowerCase() === name.toLowerCase());
  const reason = 'neither Redis nor a module that it loads has such a directive';
  const where = index === -1 ? 'redis.conf' : `line ${index + 1}`;
  const message = `Redis does not take ${where} (${name}): ${reason}. Nothing was changed.`;
  return bad(where, 'a directive of Redis', message, index === -1 ? undefined : index + 1);
}
