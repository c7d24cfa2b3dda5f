import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { reuseBriefly } from '../../platform/time/reuse-briefly.ts';
import { changeOwner } from '../../runtimes/docker/containers/give-folders.ts';
import type {
  ServiceContainer,
  ServiceContainerSpec,
  ServiceContainers,
} from '../../runtimes/docker/containers/service-containers.ts';
import { serviceLabels } from '../../runtimes/docker/engine/ownership.ts';
import { type Kind, mountedAt } from '../kind/companion-kind.ts';
import type { CompanionHost, HostedState, Placed, TenantPlace } from './companion-host.ts';

/** Dumping or restoring tens of gigabytes takes hours. */
const PROGRAM_LIMIT_MS = 24 * 3600_000;

export interface ContainerHostOptions {
  readonly runtime: RuntimeKind;
  readonly services: ServiceContainers;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Companions in containers, on the network of their tenant. */
export function createContainerHost({ runtime, services, env }: ContainerHostOptions): CompanionHost {
  // One poll of all tenants queries each companion.
  const listed = reuseBriefly(() => services.list(), 50);
  const imageOf = (kind: Kind) => env[kind.container.variable]?.trim() || kind.container.image;
  const nameOf = ({ client, kind, record }: Placed) => record.container ?? `vrooli-client-${client}.${kind.name}`;

  const find = async (placed: Placed, fresh = false): Promise<ServiceContainer | null> => {
    if (fresh) listed.forget();
    return (await listed.get()).find(({ name }) => name === nameOf(placed)) ?? null;
  };

  const give = async (path: string, deep = true) => {
    const user = process.geteuid?.() === 0 ? await services.user() : null;
    const [uid, gid] = (user ?? '').split(':').map(Number);
    if (!uid) return;
    const found = await orNull(lstat(path));
    if (found && (deep || found.uid !== uid)) await changeOwner(path, uid, gid ?? uid);
  };

  return {
    runtime,

    async prepare(kind, place, before, op) {
      if (kind.container.refusesRoot && (await services.rootless())) throw noRootless(kind, runtime);
      const image = before?.image ?? imageOf(kind);
      await services.prepare({ image, variable: kind.container.variable }, op);
      const container = before?.container ?? (place.container && `${place.container}.${kind.name}`);
      return { image, container, programs: null };
    },

    async create(placed, place, op) {
      const { paths, kind } = placed;
      const user = await services.user();
      for (const folder of [paths.data, paths.secrets, paths.exchange, paths.config]) ensureFolder(folder);
      const files = user === null ? {} : kind.container.files(user);
      for (const [target, content] of Object.entries(files))
        await replaceFile(join(paths.config, basename(target)), content, 0o644);
      await op.undo.add({ type: 'container', name: nameOf(placed) });
      await services.create(specOf(placed, place, nameOf(placed), Object.keys(files)));
      listed.forget();
    },

    async stateOf(placed) {
      const container = await find(placed);
      return container ? hostedState(container) : { state: 'missing', problem: gone(placed, nameOf(placed)) };
    },

    async start(placed) {
      const { data, secrets, exchange, config } = placed.paths;
      for (const folder of [secrets, exchange, config]) await give(folder);
      await give(data, false);
      await services.start(nameOf(placed));
      listed.forget();
    },

    async stop(placed, options) {
      await services.stop(nameOf(placed), { ...options, by: placed.kind.container.endSignal });
      listed.forget();
    },
    async kill(placed) {
      await services.kill(nameOf(placed));
      listed.forget();
    },
    async remove(placed) {
      await services.remove(nameOf(placed));
      listed.forget();
    },

    session(placed) {
      const name = nameOf(placed);
      return {
        address: { host: '127.0.0.1', port: placed.kind.ports[0]?.inside ?? 0 },
        secret: (file) => `${mountedAt.secrets}/${file}`,
        exchanged: (file) => `${mountedAt.exchange}/${file}`,
        async run(program, args) {
          const { code, output } = await services.run(name, [program, ...args], PROGRAM_LIMIT_MS);
          if (code === 0) return output;
          const lines = output.trim().split('\n').slice(-5);
          const message = `${program} failed in the container ${name}: ${lines.join(' ')}`;
          throw new AppError('START_FAILED', message, { id: placed.client, log: lines });
        },
      };
    },

    output: async (placed, lines) => (await services.output(nameOf(placed), lines)).map(({ text }) => text),
    giveFiles: (path) => give(path),
  };
}

function specOf(placed: Placed, place: TenantPlace, name: string, files: readonly string[]): ServiceContainerSpec {
  const { client, kind, paths, record } = placed;
  if (place.network === null) throw new Error(`${client} has no network`);
  const { container } = kind;
  return {
    name,
    network: place.network,
    alias: kind.name,
    labels: serviceLabels(client, kind.name),
    image: record.image ?? container.image,
    command: container.command,
    environment: container.environment,
    mounts: [
      { source: paths.data, target: container.dataTarget, readOnly: false },
      { source: paths.exchange, target: mountedAt.exchange, readOnly: false },
      { source: paths.secrets, target: mountedAt.secrets, readOnly: true },
      ...files.map((target) => ({ source: join(paths.config, basename(target)), target, readOnly: true })),
    ],
    ports: kind.ports.map(({ name: port, inside }) => ({ inside, port: record.ports[port] ?? 0 })),
    endSignal: container.endSignal,
  };
}

function hostedState({ name, state, status }: ServiceContainer): HostedState {
  switch (state) {
    case 'running':
      return { state: 'running', problem: null };
    case 'paused':
      return {
        state: 'running',
        problem: {
          code: 'PAUSED',
          message: `The container ${name} is paused.`,
          fix: 'Start it to unpause it.',
          since: null,
        },
      };
    case 'restarting':
      return { state: 'running', problem: crashed(name, `it ends again after each start (${status})`) };
    case 'stopped': {
      const code = Number(/^Exited \((\d+)\)/.exec(status)?.[1] ?? 0);
      // Created and never started, or ended by request.
      return { state: 'stopped', problem: code === 0 ? null : crashed(name, status) };
    }
    default:
      return state satisfies never;
  }
}

function crashed(name: string, why: string): Problem {
  return {
    code: 'CRASHED',
    message: `The container ${name} does not run: ${why}.`,
    fix: `Read its output with "docker logs ${name}", then start it again.`,
    since: null,
  };
}

function gone({ kind, client }: Placed, name: string): Problem {
  return {
    code: 'CONTAINER_GONE',
    message: `The container ${name} of ${kind.title} no longer exists. Its data is still here.`,
    fix: `Start ${kind.title} of ${client} to recreate it around its data.`,
    since: null,
  };
}

function noRootless(kind: Kind, runtime: RuntimeKind): AppError<'NO_RUNTIME'> {
  const reason = `${kind.title} refuses to run as root, and a rootless engine has no other user for its files`;
  const message = `${kind.title} cannot run in a container here: ${reason}. Use a tenant that runs as a process.`;
  return new AppError('NO_RUNTIME', message, { reasons: [{ runtime, reason }] });
}
