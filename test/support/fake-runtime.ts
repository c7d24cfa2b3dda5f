import type { EngineAddress } from '../../electron/services/runtimes/engine-address.ts';
import type { InstanceSpec } from '../../electron/services/runtimes/instance-spec.ts';
import type { Runtime, RuntimeEntry } from '../../electron/services/runtimes/runtime.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';

/** The entry of a running server, as its runtime reports it. */
export function someEntry(id: string, change: Partial<RuntimeEntry> = {}): RuntimeEntry {
  const { runtime = 'process' } = change;
  const docker = runtime === 'docker';
  return {
    id,
    runtime,
    state: 'running',
    problem: null,
    container: docker ? `vrooli-client-${id}` : null,
    network: docker ? `vrooli-${id}-network` : null,
    image: docker ? 'redis:7-alpine' : null,
    address: { host: '127.0.0.1', port: 6500 },
    startedAt: '2026-11-20T09:00:00.000Z',
    runId: null,
    mounts: { data: null, config: null, logs: null },
    labels: {},
    ...change,
  };
}

/** A runtime in memory. It records its calls and starts no server. */
export interface FakeRuntime extends Runtime {
  entries: readonly RuntimeEntry[];
  readonly calls: string[];
  readonly created: InstanceSpec[];
  /** `list` throws it. */
  failure: AppError | null;
  isUsable: boolean;
  problem: { readonly message: string; readonly fix: string } | null;
  address: EngineAddress | null;
  memory: number | null;
}

export function fakeRuntime(kind: RuntimeKind, entries: readonly RuntimeEntry[] = []): FakeRuntime {
  const calls: string[] = [];
  const created: InstanceSpec[] = [];
  const change = (id: string, to: Partial<RuntimeEntry>) => {
    runtime.entries = runtime.entries.map((entry) => (entry.id === id ? { ...entry, ...to } : entry));
  };
  const runtime: FakeRuntime = {
    kind,
    entries,
    calls,
    created,
    failure: null,
    isUsable: true,
    problem: null,
    address: null,
    memory: null,
    probe: async () => ({
      runtime: kind,
      available: runtime.isUsable,
      product: kind === 'docker' ? 'Docker' : 'redis-server',
      version: '7.0.15',
      endpoint: kind === 'docker' ? 'unix:///var/run/docker.sock' : '/usr/bin/redis-server',
      answeredInMs: 1,
      rootless: false,
      image: null,
      canBuildImage: false,
      problem: runtime.problem,
    }),
    usable: async () => runtime.isUsable,
    engine: () => runtime.address,
    async list(only) {
      calls.push(`list ${only ?? 'all'}`);
      if (runtime.failure) throw runtime.failure;
      return runtime.entries.filter(({ id }) => only === undefined || id === only);
    },
    async prepare({ image }) {
      calls.push(`prepare ${image}`);
      return 'present';
    },
    isCurrent: async () => true,
    versionOf: async () => '7.0.15',
    async create(spec) {
      calls.push(`create ${spec.id}`);
      created.push(spec);
      const { id, port, image, container, network } = spec;
      const own = kind === 'docker' ? { image, container, network } : {};
      const entry = someEntry(id, { runtime: kind, state: 'stopped', address: { host: '127.0.0.1', port }, ...own });
      runtime.entries = [...runtime.entries.filter((one) => one.id !== id), entry];
    },
    async memoryLimit() {
      return runtime.memory;
    },
    async start(id) {
      calls.push(`start ${id}`);
      change(id, { state: 'running', loaded: true });
      const entry = runtime.entries.find((one) => one.id === id);
      if (!entry) throw new Error(`no ${id} to start`);
      return entry;
    },
    async stop(id) {
      calls.push(`stop ${id}`);
      change(id, { state: 'stopped' });
    },
    async kill(id) {
      calls.push(`kill ${id}`);
      change(id, { state: 'stopped' });
    },
    async remove(id) {
      calls.push(`remove ${id}`);
      runtime.entries = runtime.entries.filter((one) => one.id !== id);
    },
    recentOutput: async () => [],
    output: async () => [],
    followOutput: async function* () {},
    watch: () => () => undefined,
  };
  return runtime;
}
