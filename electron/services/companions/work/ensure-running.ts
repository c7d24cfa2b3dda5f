import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { OperationContext, PlannedStep } from '../../operations/run/operation-context.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { setAside } from '../../platform/files/json-state.ts';
import { isDamaged, isUnreadable } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { CompanionHost, Placed } from '../host/companion-host.ts';
import type { Kind } from '../kind/companion-kind.ts';
import { companionPaths } from '../store/companion-paths.ts';
import { type CompanionRecord, writeCompanion } from '../store/companion-record.ts';
import type { CompanionDeps } from './companion-deps.ts';
import { enterPorts, portOwnerName, reservePorts } from './companion-ports.ts';
import { placedNow, placeOfTenant } from './placed.ts';
import { untilCompanionReady } from './until-ready.ts';

const END_UNRECORDED_MS = 60_000;

/** The steps of {@link ensureRunning}, in order. */
export function ensuringSteps({ title }: Kind): readonly PlannedStep[] {
  return ['prepare-companion', 'start-companion'].map((id) => ({ id, subject: title }) as PlannedStep);
}

/**
 * Makes sure that a companion accepts connections: creates what is missing, and starts it. Every change is journalled,
 * so that a failure or a crash leaves the former state. Reuses the data and passwords of an earlier companion.
 * @returns whether it was already running
 * @throws AppError IMAGE_UNAVAILABLE, NO_RUNTIME, ENGINE_UNREACHABLE, NO_FREE_PORT, PORT_TAKEN, START_FAILED, DISK_FULL
 */
export async function ensureRunning(
  deps: CompanionDeps,
  instance: ManagedInstance,
  kind: Kind,
  op: OperationContext,
): Promise<{ readonly placed: Placed; readonly wasRunning: boolean }> {
  const client = instance.id;
  const before = recordedOrDamaged(deps, client, kind);
  if (before) {
    const host = deps.host(before.record.runtime);
    const { state, problem } = await host.stateOf(before);
    const port = before.record.ports[kind.ports[0]?.name ?? ''] ?? 0;
    if (state === 'running' && problem === null && (await kind.probe(port)) === 'ready')
      return { placed: before, wasRunning: true };
    if (state !== 'missing') {
      const placed = await start(deps, host, before, op);
      return { placed, wasRunning: false };
    }
  }
  const { runtime, place } = placeOfTenant(deps, instance);
  const host = deps.host(before?.record.runtime ?? runtime);
  const created = await op.step({ id: 'prepare-companion', subject: kind.title }, async () => {
    const provided = await host.prepare(kind, place, before?.record ?? null, op);
    const paths = companionPaths(deps.environment.home, client, kind.name);
    const placedOn = (ports: CompanionRecord['ports']): Placed => {
      const created = before?.record.created ?? new Date().toISOString();
      const about = { format: 1, name: kind.name, runtime: host.runtime, running: null } as const;
      return { client, kind, paths, record: { ...about, ports, ...provided, created } };
    };
    if (!before) {
      if (existsSync(paths.root)) await endUnrecorded(host, placedOn({}), op);
      await op.undo.add(...kind.ports.map(({ name }) => portEntry(client, name)));
    }
    const placed = placedOn(await reservePorts(deps, client, kind, before?.record.ports ?? {}, op));
    await writeOwnFiles(placed, before?.record ?? null, op);
    await host.create(placed, place, op);
    return placed;
  });
  return { placed: await start(deps, host, created, op), wasRunning: false };
}

function portEntry(client: string, name: string) {
  return { type: 'port', owner: portOwnerName(client, name) } as const;
}

/** The recorded companion. A damaged record is set aside; folders and passwords suffice to recreate it. */
function recordedOrDamaged(deps: CompanionDeps, client: string, kind: Kind): Placed | null {
  try {
    return placedNow(deps, client, kind.name);
  } catch (error) {
    if (!isUnreadable(error) || !isDamaged(error)) throw error;
    setAside(companionPaths(deps.environment.home, client, kind.name).record, error.data.detail);
    return null;
  }
}

/** Without its record, a server would keep a port that nothing names. Its data is kept. */
async function endUnrecorded(host: CompanionHost, placed: Placed, op: Pick<OperationContext, 'signal'>): Promise<void> {
  await host.stop(placed, { timeoutMs: END_UNRECORDED_MS, signal: op.signal });
  await host.remove(placed);
}

/** Folders, secrets and record. An existing password is kept, because the data was created with it. */
async function writeOwnFiles(
  { paths, kind, record }: Placed,
  before: CompanionRecord | null,
  op: Pick<OperationContext, 'undo'>,
): Promise<void> {
  if (existsSync(paths.root)) {
    const text = before && `${JSON.stringify(before, null, 2)}\n`;
    await op.undo.add(
      text === null ? { type: 'file', path: paths.record } : { type: 'content', path: paths.record, text, mode: 0o600 },
    );
  } else await op.undo.add({ type: 'folder', path: paths.root });
  for (const folder of [paths.root, paths.secrets, paths.backups]) ensureFolder(folder);
  const secrets = Object.entries(kind.secrets());
  const complete = secrets.every(([name]) => existsSync(join(paths.secrets, name)));
  if (!complete) for (const [name, content] of secrets) await replaceFile(join(paths.secrets, name), content, 0o600);
  await writeCompanion(paths.record, record);
}

async function start(deps: CompanionDeps, host: CompanionHost, placed: Placed, op: OperationContext): Promise<Placed> {
  const { client, kind, record } = placed;
  return op.step({ id: 'start-companion', subject: kind.title }, async () => {
    await op.undo.add({ type: 'companion-server', client, name: kind.name, bring: 'down' });
    await host.start(placed);
    const started = placedNow(deps, client, kind.name) ?? placed;
    await untilCompanionReady(host, started, op);
    await enterPorts(deps, client, record.ports, 'running');
    return started;
  });
}
