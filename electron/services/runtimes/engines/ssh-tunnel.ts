import { randomUUID } from 'node:crypto';
import { existsSync, rmdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { lockContent, takeFile } from '../../platform/files/exclusive-file.ts';
import { errorCode } from '../../platform/files/file-errors.ts';
import type { Env } from '../docker/engine/endpoint.ts';
import { type EngineTarget, sshDestination } from './engine-target.ts';
import { runSsh } from './run-ssh.ts';
import { shortHash, socketFolder } from './socket-folder.ts';
import { sshFailure } from './ssh-failure.ts';

export type SshTarget = Extract<EngineTarget, { kind: 'ssh' }>;

/** One kept SSH connection to a machine, shared with the other processes of this app. */
export interface SshTunnel {
  /** The arguments that name the machine, for messages. */
  readonly machine: string;
  /**
   * Connects unless a process of this app is connected, and returns the local socket of the engine.
   * @throws AppError ENGINE_UNREACHABLE with the reason and the fix as sentences
   */
  open(): Promise<string>;
  /** Makes a loopback port of the machine available under the same number here. @throws AppError PORT_TAKEN, ENGINE_UNREACHABLE */
  forward(port: number): Promise<void>;
  /** Ends a forwarded port. */
  unforward(port: number): Promise<void>;
  /** Runs a command there. Returns its output; null if it failed. */
  run(command: string): Promise<string | null>;
  /** Why ssh does not reach the machine; null if it does. A connection that has just ended may still accept calls. */
  failure(): Promise<AppError<'ENGINE_UNREACHABLE'> | null>;
  /** Where ssh would connect, according to the user's configuration; null if unknown. */
  configuration(): Promise<{ readonly host: string; readonly port: number; readonly isIndirect: boolean } | null>;
  /** Ends the connection, for every process of this app. */
  close(): Promise<void>;
}

const CONNECT_LIMIT_MS = 20_000;
/** Calls to the kept connection are answered on this computer. */
const CONTROL_LIMIT_MS = 5000;
/** The exit code of ssh for its own failures. */
const SSH_FAILED = 255;
/** How long after its last use the connection ends. */
const KEEP_SECONDS = 600;

/** @param env the variables for `ssh`, such as `SSH_AUTH_SOCK` */
export function createSshTunnel(home: string, env: Env, address: string, target: SshTarget): SshTunnel {
  const destination = sshDestination(target);
  const machine = destination.at(-1) ?? target.host;
  const key = shortHash(address);
  let paths: { readonly control: string; readonly socket: string } | null = null;
  const pathsNow = () => {
    const folder = socketFolder(home, env);
    paths ??= { control: join(folder, `${key}.c`), socket: join(folder, `${key}.s`) };
    return paths;
  };
  const fail = (message: string, fix: string, cause?: unknown) =>
    new AppError('ENGINE_UNREACHABLE', `${message} ${fix}`, { endpoint: address, reason: message }, { cause });

  const ssh = async (words: readonly string[], limitMs = CONTROL_LIMIT_MS) => {
    try {
      return await runSsh(words, env, limitMs);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      throw fail('This computer has no ssh program.', 'Install the OpenSSH client.', error);
    }
  };
  // Without the user's configuration, whose LocalForward or RemoteCommand each call to the kept connection would ask for.
  const overKept = (...words: readonly string[]) => ['-F', 'none', '-S', pathsNow().control, ...words];
  const control = (...words: readonly string[]) => ssh(overKept(...words, ...destination));

  const start = async (control_: string) => {
    rmSync(control_, { force: true });
    const { code, stderr, timedOut } = await ssh(
      [
        ...['-M', '-S', control_, '-N', '-f', '-T', '-a', '-x', '-o', 'LogLevel=ERROR'],
        ...['-o', `ControlPersist=${KEEP_SECONDS}`, '-o', 'ConnectTimeout=10', '-o', 'ClearAllForwardings=yes'],
        ...['-o', 'ServerAliveInterval=5', '-o', 'ServerAliveCountMax=3', '-o', 'StreamLocalBindUnlink=yes'],
        ...destination,
      ],
      CONNECT_LIMIT_MS,
    );
    if (code === 0) return;
    const reason = /kex_exchange_identification/.test(stderr) ? await tryOnce('-o', 'ControlPath=none') : null;
    const { message, fix } = sshFailure(reason?.stderr || stderr, machine, timedOut);
    throw fail(message, fix);
  };
  /** Signs in for one command. A kept connection would hide the reason of a machine in between (ProxyJump). */
  const tryOnce = (...words: readonly string[]) =>
    ssh(
      [
        ...[...words, '-T', '-o', 'ConnectTimeout=10', '-o', 'ClearAllForwardings=yes'],
        ...['-o', 'RemoteCommand=none', '-o', 'LogLevel=ERROR', ...destination, 'true'],
      ],
      CONNECT_LIMIT_MS,
    );

  const connectOnce = async (): Promise<string> => {
    const { control: controlPath, socket } = pathsNow();
    if (await accepts(socket)) return socket;
    const release = await lock(`${controlPath}.lock`);
    try {
      if (await accepts(socket)) return socket;
      const { code } = existsSync(controlPath) ? await control('-O', 'check') : { code: 1 };
      if (code !== 0) await start(controlPath);
      rmSync(socket, { force: true });
      const forwarded = await control('-O', 'forward', '-L', `${socket}:${target.socket}`);
      if (forwarded.code !== 0) {
        const { message, fix } = sshFailure(forwarded.stderr, machine, forwarded.timedOut);
        throw fail(message, fix);
      }
      return socket;
    } finally {
      release();
    }
  };
  let connecting: Promise<string> | null = null;
  const open = () => {
    connecting ??= connectOnce().finally(() => {
      connecting = null;
    });
    return connecting;
  };

  return {
    machine,
    open,
    async forward(port) {
      await open();
      const { code, stderr } = await control('-O', 'forward', '-L', `127.0.0.1:${port}:127.0.0.1:${port}`);
      if (code === 0) return;
      if (!/forwarding request failed|Address already in use|cannot listen/i.test(stderr)) {
        const { message, fix } = sshFailure(stderr, machine);
        throw fail(message, fix);
      }
      const text = `Port ${port} of this computer is in use by another program, so it cannot be forwarded to ${machine}. Stop that program.`;
      throw new AppError('PORT_TAKEN', text, { port, by: null, free: null });
    },
    async unforward(port) {
      if (existsSync(pathsNow().control)) await control('-O', 'cancel', '-L', `127.0.0.1:${port}:127.0.0.1:${port}`);
    },
    async run(command) {
      await open();
      // If the connection has just ended, another one is no use without the configuration.
      const words = overKept('-o', 'ProxyCommand=false', '-T', ...destination, command);
      const { code, stdout } = await ssh(words, CONNECT_LIMIT_MS);
      return code === 0 ? stdout : null;
    },
    async failure() {
      const { code, stderr, timedOut } = await tryOnce('-S', pathsNow().control);
      const { message, fix } = sshFailure(stderr, machine, timedOut);
      // Other codes are those of the shell there, which a user may not have.
      return code === SSH_FAILED || timedOut ? fail(message, fix) : null;
    },
    async configuration() {
      const { code, stdout } = await ssh(['-G', ...destination]);
      const value = (name: string) => new RegExp(`^${name} (.+)$`, 'm').exec(stdout)?.[1];
      const host = value('hostname');
      if (code !== 0 || host === undefined) return null;
      const jumps = [value('proxyjump'), value('proxycommand')].some((way) => way !== undefined && way !== 'none');
      return { host, port: Number(value('port')) || 22, isIndirect: jumps };
    },
    async close() {
      const { control: controlPath, socket } = pathsNow();
      if (existsSync(controlPath)) await control('-O', 'exit');
      rmSync(socket, { force: true });
      try {
        rmdirSync(dirname(socket));
      } catch {
        // Another connection of this home uses the folder.
      }
    },
  };
}

/** Whether a process listens at a socket. */
function accepts(path: string): Promise<boolean> {
  if (!existsSync(path)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Two processes that connect simultaneously would leave a second connection behind. */
async function lock(path: string): Promise<() => void> {
  const content = await lockContent('ssh connection');
  const deadline = Date.now() + CONNECT_LIMIT_MS + CONTROL_LIMIT_MS;
  while (await takeFile(path, content, randomUUID())) {
    if (Date.now() > deadline) throw new Error(`Another process holds ${path} and does not finish its connection.`);
    await sleep(20);
  }
  return () => rmSync(path, { force: true });
}
