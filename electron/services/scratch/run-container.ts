import { chown, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRedisConf } from '../redis/conf/redis-conf.ts';
import { renamedCommands } from '../redis/conf/server-settings.ts';
import { isRefusal, LinkError } from '../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink, type RedisTarget } from '../redis/connection/redis-link.ts';
import { imageModulesScript } from '../runtimes/docker/containers/image-modules.ts';
import type { ScratchContainer, ScratchContainerOptions } from '../runtimes/docker/containers/scratch-container.ts';
import { type Line, placeLines, withLines } from './overrides.ts';
import { scratchFolder } from './scratch-folder.ts';
import type { ScratchServer } from './scratch-server.ts';

/** The folder in the container with the files that we made for it. */
const OWN = '/run/own';
/** How long to wait until a socket in a shared folder connects to the container. */
const REACH_MS = 1000;
/** The maximum length of a Unix socket's path. */
const LONGEST_PATH = 107;

const serverScript = `server=redis-server
command -v "$server" >/dev/null || server=valkey-server
${imageModulesScript(`${OWN}/redis.conf`)}
exec "$server" ${OWN}/redis.conf "$@"`;

const askScript = `client=redis-cli; command -v "$client" >/dev/null || client=valkey-cli; exec "$client" -s ${OWN}/s "$1"`;

export interface ContainerDeps {
  readonly home: string;
  readonly startScratch: (options: ScratchContainerOptions) => Promise<ScratchContainer>;
}

export interface ContainerOptions extends Omit<ScratchContainerOptions, 'script' | 'args'> {
  readonly text: string;
  readonly password: string | null;
  readonly overrides: readonly Line[];
}

/** Runs a script in a container with a private folder at `/run/own`. If that fails, nothing is left. */
export async function runInContainer(
  { home, startScratch }: ContainerDeps,
  options: ScratchContainerOptions,
  prepare: (folder: string) => Promise<void> = async () => undefined,
): Promise<{ readonly container: ScratchContainer; readonly folder: string; readonly close: () => Promise<void> }> {
  const folder = await scratchFolder(home);
  const clear = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await prepare(folder);
    await giveTo(options.user, folder);
    const own = { type: 'bind', source: folder, target: OWN, readOnly: false } as const;
    const container = await startScratch({ ...options, mounts: [...options.mounts, own] });
    const close = async () => {
      await container.close();
      await clear();
    };
    return { container, folder, close };
  } catch (error) {
    await clear();
    throw error;
  }
}

/** Starts a scratch server in a container: without a network unless one is given. */
export async function runContainer(deps: ContainerDeps, options: ContainerOptions): Promise<ScratchServer> {
  const { text, password, overrides, network } = options;
  // The container may run as another user than we do. The folder's mode keeps other users out.
  const place = { socket: `${OWN}/s`, socketMode: '777', pidFile: `${OWN}/pid`, logFile: '' };
  const lines = [...placeLines(place, text), ...overrides, ...(network === undefined ? [] : published)];
  const { container, folder, close } = await runInContainer(
    deps,
    { ...options, script: serverScript, args: [] },
    (own) => writeFile(join(own, 'redis.conf'), withLines(text, lines), { mode: 0o600 }),
  );
  let code: number | null = null;
  const ended = container.ended.then((result) => {
    code = result;
  });
  // If Docker runs in a virtual machine, a socket in a shared folder does not connect: then redis-cli in the container
  // is used, which is slower.
  const renamed = renamedCommands(parseRedisConf(text));
  const connect = (secret: string | null) =>
    container.address
      ? createRedisLink({ ...container.address, password: secret, renamed })
      : socketLink(join(folder, 's'), { password: secret, renamed });
  const target = (): RedisTarget =>
    container.address ? { ...container.address, password } : { host: '', port: 0, password, path: join(folder, 's') };
  let link = connect(password);
  let isReached = container.address !== null;
  const started = Date.now();

  async function call(timeoutMs: number, command: string): Promise<unknown> {
    if (link === null) return askInside(container, command);
    try {
      const answer = await link.call(timeoutMs, command);
      isReached = true;
      return answer;
    } catch (error) {
      const answered = error instanceof LinkError ? isRefusal(error) : isReply(error);
      isReached ||= answered;
      if (!isReached && Date.now() - started > REACH_MS) {
        link.close();
        link = null;
      }
      throw error;
    }
  }

  return {
    link: () => link,
    call,
    connect: (secret) => (link === null ? null : connect(secret)),
    target: () => (link === null ? null : target()),
    runInside: container.run,
    ended,
    output: async () => container.output(),
    usage: async () => null,
    memoryBytes: options.memoryBytes,
    ranOutOfMemory: () => code === 137,
    async close() {
      link?.close();
      await close();
    },
  };
}

/** As root, gives the folder to the user that the container runs as. */
async function giveTo(user: ScratchContainerOptions['user'], folder: string): Promise<void> {
  if (process.geteuid?.() !== 0 || typeof user === 'string') return;
  const [uid, gid] = (user.like ?? '').split(':').map(Number);
  if (!uid) return;
  for (const path of [folder, ...(await readdir(folder)).map((name) => join(folder, name))]) {
    await chown(path, uid, gid ?? uid);
  }
}

/** For when the socket does not connect: a port that only this computer can reach, behind a random password. */
const published: readonly Line[] = [
  ['port', '6379'],
  ['bind', '0.0.0.0'],
  ['protected-mode', 'no'],
];

async function askInside(container: ScratchContainer, command: string): Promise<string> {
  const reply = await container.run(['/bin/sh', '-c', askScript, 'ask', command]);
  if (/^(NOAUTH|WRONGPASS|NOPERM)/.test(reply)) throw new LinkError('wrong-password', reply.trim());
  if (/^(Could not connect|\(error\)|LOADING|ERR)/.test(reply)) throw new Error(reply.trim());
  return reply;
}

function isReply(error: unknown): boolean {
  return error instanceof Error && /^[A-Z]+ /.test(error.message);
}

function socketLink(path: string, access: Pick<RedisTarget, 'password' | 'renamed'>): RedisLink | null {
  if (process.platform !== 'linux' || Buffer.byteLength(path) > LONGEST_PATH) return null;
  return createRedisLink({ host: '', port: 0, ...access, path });
}
