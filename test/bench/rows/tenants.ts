import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { dockerAt, dockerProblem } from '../../support/docker-host.ts';
import { runManage } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { barePoll, polledServers } from '../bare-steps.ts';
import { type BareTenant, bareContainer, bareProcess } from '../bare-tenant.ts';
import { type BenchServices, benchServices } from '../installed.ts';
import { type Row, timed, timedEach } from '../row.ts';

const count = 19;
const ids = Array.from({ length: count }, (_, index) => `client-${index}`);

type Runtime = { readonly kind: RuntimeKind } & Pick<Row, 'problem'>;
const docker: Runtime = { kind: 'docker', problem: dockerProblem };
const asProcess: Runtime = { kind: 'process', problem: async () => null };

const bare = { docker: bareContainer, process: bareProcess };

async function create({ services }: BenchServices, kind: RuntimeKind, which: readonly string[]): Promise<void> {
  const begin = (id: string) => services.tenants.create({ id, runtime: kind, generatePassword: false });
  await Promise.all(which.map(async (id) => services.operations.settled((await begin(id)).id)));
}

async function destroy({ services }: BenchServices, which: readonly string[]): Promise<void> {
  const begun = await Promise.all(which.map((id) => services.tenants.destroy(id)));
  await Promise.all(begun.map(({ id }) => services.operations.settled(id)));
}

/** The image is present, because a tenant has been created and destroyed. */
async function warm(kind: RuntimeKind): Promise<BenchServices> {
  const bench = await benchServices();
  try {
    await create(bench, kind, ['first']);
    await destroy(bench, ['first']);
    return bench;
  } catch (error) {
    await bench.dispose();
    throw error;
  }
}

/** This many tenants to PONG simultaneously. A creation ends when its server replies. */
const createRow = ({ kind, problem }: Runtime, which: readonly string[], row: Pick<Row, 'name' | 'goal'>): Row => ({
  ...row,
  unit: 'ms',
  floor:
    kind === 'docker'
      ? 'network, container and start to PONG'
      : 'lock, port entry, undo note, redis.conf, records, redis-server to PONG and its run id, activity line',
  ...(problem && { problem }),
  async prepare() {
    const bench = await warm(kind);
    return {
      async ours() {
        const duration = await timed(() => create(bench, kind, which));
        await destroy(bench, which);
        return duration;
      },
      async floor() {
        let made: readonly BareTenant[] = [];
        const duration = await timed(async () => {
          made = await Promise.all(which.map((id) => bare[kind](bench.home, id)));
        });
        await Promise.all(made.map((tenant) => tenant.destroy()));
        return duration;
      },
      dispose: bench.dispose,
    };
  },
});

const destroyRow = ({ kind, problem }: Runtime): Row => ({
  name: `tenants destroy ${count} ${kind}`,
  unit: 'ms',
  // A destroyed tenant can be recovered for seven days: its keys are saved and its folder is kept.
  floor:
    kind === 'docker'
      ? 'container and network removed'
      : 'lock, SAVE with writes held back, process verified, its kill recorded, killed, folder with a note moved, port entry, activity line',
  goal: { times: 1.2 },
  ...(problem && { problem }),
  async prepare() {
    const bench = await warm(kind);
    return {
      async ours() {
        await create(bench, kind, ids);
        return timed(() => destroy(bench, ids));
      },
      async floor() {
        const made = await Promise.all(ids.map((id) => bare[kind](bench.home, id)));
        return timed(() => Promise.all(made.map((tenant) => tenant.destroy())));
      },
      dispose: bench.dispose,
    };
  },
});

/** Nineteen running tenants to poll. */
async function nineteen(kind: RuntimeKind): Promise<BenchServices> {
  const bench = await benchServices();
  try {
    await create(bench, kind, ids);
    return bench;
  } catch (error) {
    await bench.dispose();
    throw error;
  }
}

const listRow = ({ kind, problem }: Runtime): Row => ({
  name: `tenants list ${kind}`,
  unit: 'ms',
  floor: `one engine list, and of ${count}: PING + INFO all as fields, its process, its records and redis.conf`,
  goal: { times: 2 },
  ...(problem && { problem }),
  async prepare() {
    const bench = await nineteen(kind);
    const tenants = (await bench.services.tenants.list()).map(({ id, port }) => ({ id, port: Number(port) }));
    const servers = await polledServers(bench.home.path, tenants, kind);
    const engine = bench.home.dockerHost ? dockerAt(bench.home.dockerHost) : null;
    return {
      ours: () => timedEach(20, () => bench.services.tenants.list()),
      floor: () =>
        timedEach(20, async () => {
          await engine?.listContainers({ all: true });
          await Promise.all(servers.map(barePoll));
        }),
      async dispose() {
        for (const { client } of servers) client.disconnect();
        await bench.dispose();
      },
    };
  },
});

const commandRow = ({ kind, problem }: Runtime): Row => ({
  name: `tenants manage.sh list-clients ${kind}`,
  unit: 'ms',
  floor: 'node -e 0',
  goal: { max: 250 },
  ...(problem && { problem }),
  async prepare() {
    const bench = await nineteen(kind);
    return {
      ours: () =>
        timed(async () => {
          const { code, stderr } = await runManage(['--action', 'list-clients', '--json'], bench.home.env);
          if (code !== 0) throw new Error(`list-clients ended with code ${code}: ${stderr}`);
        }),
      floor: () => timed(() => runProgram(process.execPath, ['-e', '0'])),
      dispose: bench.dispose,
    };
  },
});

const interval = 5000;

/** The share of a core of this process that polling nineteen tenants takes, %, while a view shows them. */
const idleRow = ({ kind, problem }: Runtime): Row => ({
  name: `tenants idle ${kind}`,
  unit: '%',
  floor: null,
  goal: { max: 1 },
  ...(problem && { problem }),
  async prepare() {
    const bench = await nineteen(kind);
    const end = new AbortController();
    const view = bench.services.live.statuses(interval, end.signal);
    // The first value comes immediately and opens the connections.
    await view.next();
    return {
      async ours() {
        const [begun, cpu] = [performance.now(), process.cpuUsage()];
        await view.next();
        await view.next();
        const { user, system } = process.cpuUsage(cpu);
        return ((user + system) / 1000 / (performance.now() - begun)) * 100;
      },
      async dispose() {
        end.abort();
        await view.return(undefined);
        await bench.dispose();
      },
    };
  },
});

export const tenantRows: readonly Row[] = [
  createRow(docker, ['one'], { name: 'tenants create docker', goal: { times: 1.2 } }),
  createRow(asProcess, ['one'], { name: 'tenants create process', goal: { times: 1.5 } }),
  createRow(docker, ids, { name: `tenants create ${count} docker`, goal: { times: 1.2 } }),
  createRow(asProcess, ids, { name: `tenants create ${count} process`, goal: { times: 1.5 } }),
  destroyRow(docker),
  destroyRow(asProcess),
  listRow(docker),
  listRow(asProcess),
  commandRow(docker),
  commandRow(asProcess),
  idleRow(docker),
  idleRow(asProcess),
];
