import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { endChild, track } from '../../support/children.ts';
import { dockerAt, dockerProblem } from '../../support/docker-host.ts';
import { freePort } from '../../support/ports.ts';
import { runProgram } from '../../support/run-program.ts';
import type { TestHome } from '../../support/test-home.ts';
import { type BareTenant, bareContainer, bareProcess } from '../bare-tenant.ts';
import { installedMain } from '../installed.ts';
import { untilPong } from '../ping.ts';
import { type Row, timed } from '../row.ts';

/** From the press of Install to PONG, with program and image present and an empty data folder. */
const installRow = (
  runtime: RuntimeKind,
  row: Pick<Row, 'floor' | 'goal' | 'beside'>,
  bare: (home: TestHome) => Promise<number>,
  beside?: (home: TestHome) => Promise<number>,
): Row => ({
  name: `install ${runtime}`,
  unit: 'ms',
  ...row,
  problem: runtime === 'docker' ? dockerProblem : async () => null,
  async prepare() {
    const { home, services, dispose } = await installedMain(runtime);
    const uninstall = async () => {
      const { id } = await services.instances.uninstall('main', { removeData: true });
      await services.operations.settled(id);
    };
    await uninstall();
    return {
      async ours() {
        const duration = await timed(async () => {
          const { id } = await services.instances.install({ runtime });
          await services.operations.settled(id);
          await untilPong(home.port);
        });
        await uninstall();
        return duration;
      },
      floor: () => bare(home),
      ...(beside && { beside: () => beside(home) }),
      dispose,
    };
  },
});

/** A user's own command line: no separate network, no persistence, the same image. */
async function bareDockerRun(home: TestHome): Promise<number> {
  const port = await freePort();
  const name = `${home.token}-bare`;
  const env = home.env;
  const docker = async (...args: string[]) => {
    const { code, stderr } = await runProgram('docker', args, { env });
    if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  };
  const duration = await timed(async () => {
    await docker(
      'run',
      '--detach',
      '--name',
      name,
      '--publish',
      `127.0.0.1:${port}:6379`,
      'redis:7-alpine',
      'redis-server',
      // An image built from the local Redis has Redis's default, which refuses connections from outside.
      '--protected-mode',
      'no',
    );
    await untilPong(port);
  });
  await docker('rm', '--force', '--volumes', name);
  return duration;
}

/** The same through the engine itself, on a separate network as an instance has. */
async function bareWithNetwork(home: TestHome): Promise<number> {
  let made: BareTenant | undefined;
  const duration = await timed(async () => {
    made = await bareContainer(home, 'main');
  });
  await made?.destroy();
  return duration;
}

/** The engine's resources of main, and the steps that no installation can omit. */
async function bareInstall(home: TestHome): Promise<number> {
  let made: BareTenant | undefined;
  const duration = await timed(async () => {
    if (home.dockerHost) await dockerAt(home.dockerHost).listContainers({ all: true });
    made = await bareProcess(home);
  });
  await made?.destroy();
  return duration;
}

async function bareSpawn(home: TestHome): Promise<number> {
  const port = await freePort();
  const folder = await mkdtemp(join(home.path, 'bare-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const begun = performance.now();
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  track(child, 'a bare redis-server');
  await untilPong(port);
  const duration = performance.now() - begun;
  await endChild(child, 'SIGKILL');
  await rm(folder, { recursive: true });
  return duration;
}

export const installRows: readonly Row[] = [
  installRow(
    'docker',
    // An instance has its own network, which `docker run` alone does not create.
    { floor: 'network, container and start to PONG', goal: { times: 1.2 }, beside: 'docker run to PONG' },
    bareWithNetwork,
    bareDockerRun,
  ),
  installRow(
    'process',
    {
      floor:
        'engine list, lock, port entry, undo note, redis.conf, records, redis-server to PONG and its run id, activity line',
      goal: { times: 1.5 },
      beside: 'redis-server to PONG',
    },
    bareInstall,
    bareSpawn,
  ),
];
