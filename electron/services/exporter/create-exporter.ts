import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { EXPORTER_PATHS, type ExporterState } from '../../../shared/contract/exporter.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { mainRecordNow } from '../instances/registry/main-record.ts';
import { readTenant, tenantIds } from '../instances/registry/tenant-record.ts';
import type { Environment } from '../platform/home/environment.ts';
import { createExporterHost, type ExporterDeps, type ExporterSettings, exporterSettings } from './exporter-host.ts';
import { exporterHolder } from './exporter-lock.ts';

/** The metrics endpoint for other programs on this computer. Disabled by default. */
export interface Exporter {
  state(): Promise<ExporterState>;
  /** Omitted fields stay unchanged. @throws AppError BAD_VALUE for a port reserved for Redis */
  save(change: { readonly enabled?: boolean | undefined; readonly port?: number | undefined }): Promise<ExporterState>;
  /** Serves while enabled and no other client does; for long-running clients. @returns a function that stops it */
  start(): () => Promise<void>;
  /** @throws AppError BAD_VALUE for a port reserved for Redis */
  checkPort(port: number): Promise<void>;
}

/** Clients notice a change within a second, so it takes effect within this time. */
const SETTLE_TIMEOUT_MS = 1500;
const POLL_INTERVAL_MS = 50;

export function createExporter(deps: ExporterDeps): Exporter {
  const { environment } = deps;
  const { home } = environment;
  const host = createExporterHost(deps);

  const state = async () => stateOf(exporterSettings(deps), await exporterHolder(home));

  /** Waits until a client serves the requested state or reports why it cannot; on timeout returns the current state. */
  const settled = async (): Promise<ExporterState> => {
    const deadline = Date.now() + SETTLE_TIMEOUT_MS;
    for (;;) {
      const now = await state();
      const holder = await exporterHolder(home);
      const pending = now.enabled ? now.state === 'waiting' : holder !== null;
      if (!pending || Date.now() > deadline) return now;
      await sleep(POLL_INTERVAL_MS);
    }
  };

  return {
    state,
    async save(change) {
      const before = exporterSettings(deps);
      const next = { enabled: change.enabled ?? before.enabled, port: change.port ?? before.port };
      await checkPort(environment, next.port);
      await deps.preferences.save({ metrics: next.enabled, 'metrics-port': next.port });
      host.poll();
      return settled();
    },
    start: host.start,
    checkPort: (port) => checkPort(environment, port),
  };
}

function stateOf(
  { enabled, port }: ExporterSettings,
  holder: Awaited<ReturnType<typeof exporterHolder>>,
): ExporterState {
  const urls = {
    jsonUrl: `http://127.0.0.1:${port}${EXPORTER_PATHS.json}`,
    prometheusUrl: `http://127.0.0.1:${port}${EXPORTER_PATHS.prometheus}`,
  };
  if (!enabled) return { enabled, port, state: 'off', message: null, by: null, ...urls };
  if (holder === null) {
    const message = 'Neither the app nor serve is running for this home. The next one that starts serves the metrics.';
    return { enabled, port, state: 'waiting', message, by: null, ...urls };
  }
  const by = { face: holder.face, pid: holder.pid };
  // A holder on another port has not picked up the change yet.
  if (holder.state === 'beginning' || holder.port !== port) {
    return { enabled, port, state: 'waiting', message: null, by, ...urls };
  }
  return { enabled, port, state: holder.state, message: holder.problem, by, ...urls };
}

/**
 * Rejects a port of an instance, because the exporter would keep the instance from starting. For main, its recorded port
 * counts, or before installation the one from the environment.
 */
async function checkPort(environment: Environment, port: number): Promise<void> {
  const { start, end } = environment.tenantPorts;
  const mainPort = mainRecordNow(environment.home)?.port ?? environment.mainPort;
  const owner =
    port === mainPort ? MAIN : port >= start && port <= end ? 'the tenants' : await tenantOn(environment, port);
  if (owner === null) return;
  throw new AppError('BAD_VALUE', `Port ${port} is reserved for ${owner}. Choose another port for the metrics.`, {
    field: 'port',
    expected: `a port other than ${mainPort} and ${start} to ${end}`,
  });
}

/** A tenant with that port outside the current range, created under another range. */
async function tenantOn(environment: Environment, port: number): Promise<string | null> {
  for (const id of await tenantIds(environment)) {
    const tenant = await readTenant(environment, id).catch(() => null);
    if (tenant?.port === port) return id;
  }
  return null;
}
