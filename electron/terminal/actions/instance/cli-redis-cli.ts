import { AppError } from '../../../../shared/contract/errors.ts';
import type { Connection, InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { findContainerCli, findRedisCli } from '../../../services/console/find-cli.ts';
import type { ActionContext } from '../../cli/action.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { runChild } from './cli-child.ts';
import { holdLines } from './cli-hold.ts';
import * as instanceWords from './words.ts';

interface RedisCliPlace {
  readonly status: InstanceStatus;
  readonly access: Connection;
  readonly database: number;
  readonly yes: boolean;
}

/**
 * Runs redis-cli, locally or in the container, for a flag that only redis-cli has, such as `--bigkeys`.
 * @returns its exit code
 * @throws AppError BAD_VALUE without a redis-cli, READ_ONLY
 */
export async function runRedisCli(context: ActionContext, place: RedisCliPlace): Promise<number> {
  const { env, stdin, stop, words } = context;
  const { status, access, database } = place;
  const { port, password, tls, socket } = access;
  await checkCommand(context, place);
  const inDatabase = database === 0 ? [] : ['-n', String(database)];
  const print = printerFor(context);
  const secret = { ...env, REDISCLI_AUTH: password ?? undefined, ...(print && FORMATS_FOR_TERMINAL) };
  const program = await findRedisCli(env.PATH);
  if (program !== null) {
    const address = socket === undefined ? ['-h', status.host, '-p', String(port), ...tlsArgs(tls)] : ['-s', socket];
    return runChild({ program, args: [...address, ...inDatabase, ...words], env: secret, stdin, stop, print });
  }
  const shell = status.container === null ? null : await findContainerCli(env.PATH);
  if (status.container === null || shell === null) {
    const message = instanceWords.redisCliIsMissing(words[0] ?? '');
    throw badUsage('--', instanceWords.aCommandAndItsArguments, message);
  }
  // `-e` with a name alone takes the value from the environment.
  const carry = password === null ? [] : ['-e', 'REDISCLI_AUTH'];
  const formats = print ? Object.keys(FORMATS_FOR_TERMINAL).flatMap((name) => ['-e', name]) : [];
  const terminal = !print && stdin.isTTY && context.output.stdout.isTTY ? ['-t'] : [];
  const inside = [status.container, 'redis-cli', ...inDatabase, ...words];
  const reachable = { ...secret, DOCKER_HOST: (await endpoint(context)) ?? env.DOCKER_HOST };
  const args = ['exec', '-i', ...terminal, ...carry, ...formats, ...inside];
  return runChild({ program: shell, args, env: reachable, stdin, stop, print });
}

/** Flags of redis-cli that take no value and only change the format of a reply. */
const formatFlags = new Set(['--raw', '--no-raw', '--json', '--quoted-json', '--csv', '-2', '-3', '-e']);

/**
 * Checks the command after the flags, as the console does. On a read-only instance, refuses flags that may change keys.
 * @throws AppError READ_ONLY; BAD_VALUE or CANCELLED for a command that can lose data
 */
async function checkCommand(context: ActionContext, { status: { id }, database, yes }: RedisCliPlace): Promise<void> {
  const { api, stop, words, questions } = context;
  const { keyspace, consoles } = await api();
  const command = words.slice(words.findIndex((word) => !formatFlags.has(word)));
  if (command[0]?.startsWith('-')) {
    const { readOnly } = await stop.orStop(keyspace.readOnly({ instance: id }));
    if (readOnly) throw new AppError('READ_ONLY', instanceWords.valueMayChangeKeysAndId(command[0], id), { id });
    // After other flags, such as in `-r 2 FLUSHALL`, the start of the command is unknown.
  }
  for (const [at, word] of command.entries()) {
    if (at > 0 && !command[0]?.startsWith('-')) return;
    if (word.startsWith('-')) continue;
    const request = { instance: id, database, words: command.slice(at), touches: false };
    const { refusal, held } = await stop.orStop(consoles.check(request));
    if (refusal !== null) throw new AppError('READ_ONLY', refusal, { id });
    if (held === null) continue;
    const [what, lost] = holdLines(held, id);
    const question = instanceWords.sendCommandAsTyped(held.command);
    await questions.confirm({ yes: yes ? 'yes' : undefined, what, lost: async () => lost, question });
    return;
  }
}

/** redis-cli formats replies as for a terminal although its output is a pipe. @see redis-cli.c */
const FORMATS_FOR_TERMINAL = { FAKETTY: '1' };

/** Output that redis-cli draws in place with its own escape sequences. It quotes the names of keys. */
const drawn = /^--(latency|stat|intrinsic-latency|lru-test|bigkeys|memkeys|hotkeys|keystats|ldb|cluster|askpass|pipe)/;

/**
 * On a terminal: how a reply is printed. Control characters become escapes, because redis-cli passes those of INFO,
 * errors and --raw unchanged. Undefined if redis-cli prints itself: byte for byte into a file or a pipe, and when it
 * edits lines.
 */
function printerFor({ output, stdin, words }: ActionContext): ((text: string) => void) | undefined {
  const editsLines = words.length === 0 && stdin.isTTY;
  if (!output.stdout.isTTY || editsLines || words.some((word) => drawn.test(word))) return undefined;
  return (text) => output.stdout.passOn(text);
}

/** The arguments that redis-cli needs for a server with TLS only. */
function tlsArgs(tls: Connection['tls']): readonly string[] {
  if (tls === null) return [];
  const of = (flag: string, file: string | null) => (file === null ? [] : [flag, file]);
  return ['--tls', ...of('--cacert', tls.ca), ...of('--cert', tls.cert), ...of('--key', tls.key)];
}

/** The address on the engine's side, for the program that runs in its container. */
async function endpoint(context: ActionContext): Promise<string | undefined> {
  const engines = await context.stop.orStop((await context.api()).engines.list());
  return engines.find(({ runtime }) => can(runtime, 'engine'))?.endpoint ?? undefined;
}
