import { Redis } from 'ioredis';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { dockerAt, dockerProblem } from '../../support/docker-host.ts';
import { installedMain } from '../installed.ts';
import { type Row, timedEach } from '../row.ts';

const calls = 50;

/** The state of main, requested repeatedly in process as a live view does. */
const statusRow = (runtime: RuntimeKind): Row => ({
  name: `status ${runtime}`,
  unit: 'ms',
  floor: 'one engine list + one INFO',
  goal: { times: 1.5 },
  problem: dockerProblem,
  async prepare() {
    const { home, services, dispose } = await installedMain(runtime);
    const docker = dockerAt(home.dockerHost ?? '');
    const redis = new Redis(home.port, '127.0.0.1');
    return {
      ours: () => timedEach(calls, () => services.instances.status('main')),
      floor: () =>
        timedEach(calls, async () => {
          await docker.listContainers({ all: true });
          await redis.info();
        }),
      async dispose() {
        redis.disconnect();
        await dispose();
      },
    };
  },
});

export const statusRows: readonly Row[] = [statusRow('docker'), statusRow('process')];
