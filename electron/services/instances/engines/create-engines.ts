import { availableParallelism, totalmem } from 'node:os';
import { isAppError } from '../../../../shared/contract/errors.ts';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { reasonOf } from '../../runtimes/docker/engine/engine-failure.ts';
import { swarmStateOf } from '../../runtimes/docker/swarm/swarm-state.ts';
import { readContexts } from '../../runtimes/engines/docker-contexts.ts';
import type { NamedEngine } from '../../runtimes/engines/named-engine.ts';
import { testEngine } from '../../runtimes/engines/test-engine.ts';
import { tenantEngineName, tenantIds } from '../registry/tenant-record.ts';
import { addEngine } from './add-engine.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { Engines } from './engines.ts';
import { removeEngine } from './remove-engine.ts';

export function createEngines(deps: EngineDeps): Engines {
  const { runtimes, named, env } = deps;
  const machines = async () => {
    const ids = await tenantIds(deps.environment);
    const on = ids.map((id) => tenantEngineName(deps.environment, id));
    const count = (name: string | null) => on.filter((engine) => engine === name).length;
    return Promise.all([
      localMachine(deps, count(null)),
      ...named.all().map((engine) => machineOf(engine, count(engine.record.name))),
    ]);
  };
  return {
    list: () => Promise.all(Object.values(runtimes).map((runtime) => runtime.probe())),
    machines,
    names: () => [
      { name: LOCAL_ENGINE, production: false },
      ...named.store.all().map(({ name, production }) => ({ name, production })),
    ],
    contexts: () => readContexts(env).map(({ certificates: _, ...shown }) => shown),
    async add(input) {
      const engine = await addEngine(deps, input);
      return machineOf(engine, 0);
    },
    remove: (name) => removeEngine(deps, name),
    nodes: (name) => named.nodes(name),
    test: async (name) => testEngine(name === LOCAL_ENGINE ? null : named.require(name), runtimes),
  };
}

function membership(info: Parameters<typeof swarmStateOf>[0]): Pick<Machine, 'swarm'> {
  const state = swarmStateOf(info);
  if (state === null) return {};
  return { swarm: { role: state.isManager ? 'manager' : 'worker', nodes: state.nodes, managers: state.managers } };
}

/** This computer, whether it has an engine or not. */
async function localMachine({ runtimes, environment, named }: EngineDeps, tenants: number): Promise<Machine> {
  const probes = await Promise.all(Object.values(runtimes).map((runtime) => runtime.probe()));
  const engine = probes.find(({ runtime }) => can(runtime, 'engine'));
  const works = engine?.available ?? false;
  const usable = works ? engine : (probes.find(({ available }) => available) ?? engine);
  return {
    name: LOCAL_ENGINE,
    address: usable?.endpoint ?? null,
    context: null,
    production: false,
    ports: environment.tenantPorts,
    state: usable?.available ? 'connected' : 'unreachable',
    since: null,
    problem: usable?.available ? null : (engine?.problem ?? null),
    product: usable?.product ?? null,
    version: usable?.version ?? null,
    answeredInMs: usable?.answeredInMs ?? null,
    memoryBytes: totalmem(),
    processors: availableParallelism(),
    tenants,
    ...(works && (await named.local.ask((docker) => docker.info()).then(membership, () => ({})))),
  };
}

async function machineOf(engine: NamedEngine, tenants: number): Promise<Machine> {
  const { name, address, context, production, ports } = engine.record;
  const about = { name, address, context, production, ports, tenants };
  try {
    const begun = performance.now();
    const [version, answeredInMs, info] = await engine.connection
      .ask((docker) => docker.version())
      .then(
        async (answer) =>
          [answer, performance.now() - begun, await engine.connection.ask((docker) => docker.info())] as const,
      );
    const components: readonly { readonly Name?: string }[] = version.Components ?? [];
    return {
      ...about,
      state: 'connected',
      since: null,
      problem: null,
      product: components.some((one) => one.Name?.startsWith('Podman')) ? 'Podman' : 'Docker',
      version: version.Version ?? null,
      answeredInMs,
      memoryBytes: info.MemTotal ?? null,
      processors: info.NCPU ?? null,
      ...membership(info),
    };
  } catch (error) {
    if (!isAppError(error, 'ENGINE_UNREACHABLE')) throw error;
    return {
      ...about,
      state: 'unreachable',
      since: engine.away()?.since ?? null,
      problem: reasonOf(error),
      product: null,
      version: null,
      answeredInMs: null,
      memoryBytes: null,
      processors: null,
    };
  }
}
