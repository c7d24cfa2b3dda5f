import { AppError } from '../../../../shared/contract/errors.ts';
import type { Connection, InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { ReplyStyle } from '../../../services/console/session/format-reply.ts';
import { requireOwnNames } from '../../../services/redis/connection/renamed-commands.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { engineUnreachable } from '../../cli/engine-unreachable.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf, nameOf } from '../../flags/instance-of.ts';
import { isUp } from '../observe/monitor-lines.ts';
import { runConsole } from './cli-console.ts';
import { runRedisCli } from './cli-redis-cli.ts';
import * as instanceWords from './words.ts';

export const cli = defineAction({
  name: 'cli',
  summary: instanceWords.sendCommandsToAnInstance,
  details: [
    instanceWords.commandsAfterOrPiped,
    instanceWords.repliesAsRedisCliPrintsThem,
    instanceWords.commandsThatLoseDataAreHeld,
    instanceWords.redisCliFlags,
    instanceWords.readOnlyInstance,
  ],
  flags: [...instanceFlags, 'database'],
  words: instanceWords.word,
  async run(context, args) {
    const { stop } = context;
    const id = instanceOf(args);
    if (context.output.json) {
      const message = instanceWords.cliPrintsWhatRedisCliPrints;
      throw badUsage('--json', instanceWords.givenAfter, message);
    }
    const api = await context.api();
    const status = await stop.orStop(api.instances.status({ id }));
    if (!isUp(status)) throw engineUnreachable(status) ?? notRunning(status);
    const database = await checkedDatabase(context, id, args.database);
    const access = await stop.orStop(api.instances.connection({ id, reveal: true }));
    const yes = args.yes === 'yes';
    const own = ownFlags(context.words);
    refuseRenamed(access, database, own.words);
    if (own.words[0]?.startsWith('-')) return runRedisCli(context, { status, access, database, yes });
    const { port, password, tls, socket, renamed } = access;
    const target = {
      ...{ host: status.host, port, password },
      ...(tls && { tls: { ...tls, passphrase: null } }),
      ...(socket !== undefined && { path: socket }),
      ...(renamed && { renamed }),
    };
    const { protocol, style, words } = own;
    return runConsole({ ...context, words }, { id, target, database, protocol, style, yes });
  },
});

interface OwnFlags {
  readonly words: readonly string[];
  readonly protocol: 2 | 3;
  readonly style: ReplyStyle | null;
}

/** Flags of redis-cli that this console also accepts, before a command. Without a command they are passed on. */
function ownFlags(given: readonly string[]): OwnFlags {
  let [protocol, style]: [2 | 3, ReplyStyle | null] = [2, null];
  for (const [at, word] of given.entries()) {
    if (word === '-3') protocol = 3;
    else if (word === '--raw') style = 'raw';
    else if (word === '--no-raw') style = 'annotated';
    else if (word !== '-2' && word !== '-e') return { words: given.slice(at), protocol, style };
  }
  return { words: [], protocol, style };
}

/**
 * If a database does not exist, redis-cli reports it and then works in database 0: a FLUSHDB would hit the wrong one.
 */
async function checkedDatabase(context: ActionContext, id: string, given: number | 'all' | undefined): Promise<number> {
  if (given === 'all')
    throw badUsage('--database', instanceWords.oneDatabase, instanceWords.cliOpensOneDatabaseGiveDatabase);
  if (given === undefined || given === 0) return 0;
  const { settings } = await context.stop.orStop((await context.api()).settings.describe({ id }));
  const setting = settings.find(({ name }) => name === 'databases');
  const count = Number(setting?.live ?? setting?.file ?? setting?.default ?? 16);
  if (given < count) return given;
  const expected = instanceWords.aDatabaseFrom0ToValue(count - 1);
  throw badUsage(
    '--database',
    expected,
    `--database: ${id} has the databases 0 to ${count - 1}, so there is no ${given}.`,
  );
}

/** In another database than the named one, a command would hit the wrong keys. */
function refuseRenamed({ renamed = {}, password }: Connection, database: number, words: readonly string[]): void {
  const [first = '-'] = words;
  const needed = [...(password === null ? [] : ['AUTH']), ...(database === 0 ? [] : ['SELECT'])];
  requireOwnNames(renamed, 'cli', needed);
  if (!first.startsWith('-')) requireOwnNames(renamed, 'cli', [first]);
}

function notRunning({ id, state }: InstanceStatus): AppError<'NOT_RUNNING'> {
  const message =
    state === 'missing' ? instanceWords.notInstalled(nameOf(id)) : instanceWords.notRunning(nameOf(id), id);
  return new AppError('NOT_RUNNING', message, { id, state });
}
