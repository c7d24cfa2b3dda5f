import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild, track } from './children.ts';
import { freePort } from './ports.ts';
import { redisCli } from './redis-cli.ts';
import { waitFor } from './wait-for.ts';

/** A plain `redis-server` of a test, outside the app. */
export interface BareRedis {
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  readonly dispose: () => Promise<void>;
}

/**
 * Starts a `redis-server` without persistence in a temporary folder and waits for PONG.
 * @param args more command line arguments, such as `'--requirepass', 'x'`; the PING uses the password, and `--port`
 *   replaces the free port
 */
export async function bareRedis(...args: readonly string[]): Promise<BareRedis> {
  const given = args.includes('--port') ? Number(args[args.indexOf('--port') + 1]) : null;
  const port = given ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-bare-`));
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no'];
  const child = spawn('redis-server', [...own, ...args], { stdio: 'ignore', cwd: folder });
  track(child, `redis-server on port ${port}`);
  const dispose = async () => {
    await endChild(child, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  const password = args[args.indexOf('--requirepass') + 1];
  const login = args.includes('--requirepass') && password ? ['--no-auth-warning', '-a', password] : [];
  try {
    await waitFor(`redis-server on port ${port}`, async () => (await redisCli(port, ...login, 'ping')) === 'PONG');
  } catch (error) {
    await dispose();
    throw error;
  }
  return { port, pid: child.pid ?? 0, folder, dispose };
}
