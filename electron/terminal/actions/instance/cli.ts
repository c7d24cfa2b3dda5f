import { AppError } from '../../../../shared/contract/errors.ts';
import type { Connection, InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { findContainerCli, findRedisCli } from '../../../services/console/find-cli.ts';
import { requireOwnNames } from '../../../services/redis/connection/renamed-commands.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf, nameOf } from '../../flags/instance-of.ts';
import { isUp } from '../observe/monitor-lines.ts';
import { runChild } from './cli-child.ts';
import { type CheckCommand, runPlainConsole } from './cli-plain.ts';
import * as instanceWords from './words.ts';

export const cli = defineAction({
  name: 'cli',
  summary: instanceWords.openRedisCliOnAnInstance,
  details: [
    instanceWords.argumentsAfterGoToRedisCli,
    instanceWords.redisCliOnThePathThe,
    instanceWords.thePasswordIsPassedInThe,
    instanceWords.anInstanceThatIsSetTo,
  ],
  flags: [...instanceFlags, 'database'],
  words: instanceWords.word,
  async run(context, args) {
    const { env, stdin, stop, words } = context;
    const id = instanceOf(args);
    if (context.output.json) {
      const message = instanceWords.cliPrintsWhatRedisCliPrints;
      throw badUsage('--json', instanceWords.givenAfter, message);
    }
    const api = await context.api();
    const status = await stop.orStop(api.instances.status({ id }));
    if (!isUp(status)) throw notRunning(status);
    const database = await checkedDatabase(context, id, args.database);
    const access = await stop.orStop(api.instances.connection({ id, reveal: true }));
    const { port, password, tls, socket } = access;
    refuseRenamed(access, database, words);
    const checked = await readOnlyCheck(context, id, words);
    const inDatabase = database === 0 ? [] : ['-n', String(database)];
    const shown = printerFor(context);
    const secret = { ...env, REDISCLI_AUTH: password ?? undefined, ...(shown && FORMATS_FOR_TERMINAL) };
    if (checked && words.length === 0) {
      if (tls !== null) throw readOnlyError(id, instanceWords.cliGetsNoCommandsFromA(id));
      const path = socket === undefined ? {} : { path: socket };
      return runPlainConsole(context, { host: status.host, port, ...path, password, database }, checked);
    }
    const program = await findRedisCli(env.PATH);
    if (program !== null) {
      const address = socket === undefined ? ['-h', status.host, '-p', String(port), ...tlsArgs(tls)] : ['-s', socket];
      return runChild({ program, args: [...address, ...inDatabase, ...words], env: secret, stdin, stop, print: shown });
    }
    const shell = status.container === null ? null : await findContainerCli(env.PATH);
    if (status.container !== null && shell !== null) {
      // `-e` with a name alone takes the value from the environment.
      const carry = password === null ? [] : ['-e', 'REDISCLI_AUTH'];
      const formats = shown ? Object.keys(FORMATS_FOR_TERMINAL).flatMap((name) => ['-e', name]) : [];
      const terminal = !shown && stdin.isTTY && context.output.stdout.isTTY ? ['-t'] : [];
      const inside = [status.container, 'redis-cli', ...inDatabase, ...words];
      const reachable = { ...secret, DOCKER_HOST: (await endpoint(context)) ?? env.DOCKER_HOST };
      return runChild({
        program: shell,
        args: ['exec', '-i', ...terminal, ...carry, ...formats, ...inside],
        env: reachable,
        stdin,
        stop,
        print: shown,
      });
    }
    const path = socket === undefined ? {} : { path: socket };
    return runPlainConsole(context, { host: status.host, port, ...path, password, database }, checked ?? undefined);
  },
});

/** Flags of redis-cli that take no value and change the form of a reply only. */
const formatFlags = new Set(['--raw', '--no-raw', '--json', '--quoted-json', '--csv', '-2', '-3', '-e']);

/**
 * For a read-only instance: checks the command that stands after --, and returns the check of others.
 * @throws AppError READ_ONLY
 */
async function readOnlyCheck(
  { api, stop }: ActionContext,
  id: string,
  words: readonly string[],
): Promise<CheckCommand | null> {
  const { keyspace } = await api();
  const { readOnly } = await stop.orStop(keyspace.readOnly({ instance: id }));
  if (!readOnly) return null;
  const check: CheckCommand = async (command) =>
    (await stop.orStop(keyspace.commandRefusal({ instance: id, words: [...command] }))).refusal;
  if (words.length === 0) return check;
  const command = words.slice(words.findIndex((word) => !formatFlags.has(word)));
  if (command[0]?.startsWith('-')) {
    throw readOnlyError(id, instanceWords.valueMayChangeKeysAndId(command[0], id));
  }
  const refusal = await check(command);
  if (refusal !== null) throw readOnlyError(id, refusal);
  return check;
}

function readOnlyError(id: string, message: string): AppError<'READ_ONLY'> {
  return new AppError('READ_ONLY', message, { id });
}

/** redis-cli formats replies as for a terminal although its output is a pipe. @see redis-cli.c */
const FORMATS_FOR_TERMINAL = { FAKETTY: '1' };

/** What redis-cli draws in place, with escape sequences of its own; it quotes the names of keys. */
const drawn = /^--(latency|stat|intrinsic-latency|lru-test|bigkeys|memkeys|hotkeys|keystats|ldb|cluster|askpass|pipe)/;

/**
 * On a terminal: how a reply is printed, its control characters as escapes, as redis-cli leaves those of INFO, of
 * errors and of --raw as they are. Undefined where redis-cli prints by itself: into a file or a pipe, byte for byte,
 * and where it edits lines.
 */
function printerFor({ output, stdin, words }: ActionContext): ((text: string) => void) | undefined {
  const editsLines = words.length === 0 && stdin.isTTY;
  if (!output.stdout.isTTY || editsLines || words.some((word) => drawn.test(word))) return undefined;
  return (text) => output.stdout.passOn(text);
}

/**
 * redis-cli says of a database that is not there only that it is not, and does what it was told in database 0: a
 * FLUSHDB would hit the wrong one.
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

/** In another database than the one that was named a command would hit the wrong keys. */
function refuseRenamed({ renamed = {}, password }: Connection, database: number, words: readonly string[]): void {
  const [first = '-'] = words;
  const needed = [...(password === null ? [] : ['AUTH']), ...(database === 0 ? [] : ['SELECT'])];
  requireOwnNames(renamed, 'cli', needed);
  if (!first.startsWith('-')) requireOwnNames(renamed, 'cli', [first]);
}

/** What redis-cli wants for a server that speaks nothing but TLS. */
function tlsArgs(tls: Connection['tls']): readonly string[] {
  if (tls === null) return [];
  const of = (flag: string, file: string | null) => (file === null ? [] : [flag, file]);
  return ['--tls', ...of('--cacert', tls.ca), ...of('--cert', tls.cert), ...of('--key', tls.key)];
}

async function endpoint(context: ActionContext): Promise<string | undefined> {
  const engines = await context.stop.orStop((await context.api()).engines.list());
  return engines.find(({ runtime }) => can(runtime, 'engine'))?.endpoint ?? undefined;
}

function notRunning({ id, state }: InstanceStatus): AppError<'NOT_RUNNING'> {
  const message =
    state === 'missing'
      ? instanceWords.idIsNotInstalledInstallIt(nameOf(id))
      : instanceWords.idIsNotRunningStartIt(nameOf(id), id);
  return new AppError('NOT_RUNNING', message, { id, state });
}
