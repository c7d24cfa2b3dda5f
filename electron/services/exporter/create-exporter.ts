import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import { EXPORTER_PATHS, type ExporterState } from '../../../shared/contract/exporter.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { mainRecordNow } from '../instances/registry/main-record.ts';
import { readTenant, tenantIds } from '../instances/registry/tenant-record.ts';
import { asHomeFailure } from '../platform/files/file-errors.ts';
import type { Environment } from '../platform/home/environment.ts';
import { type ExporterSettings, readExporterSettings, writeExporterSettings } from './exporter-file.ts';
import { createExporterHost, type ExporterDeps } from './exporter-host.ts';
import { exporterHolder } from './exporter-lock.ts';

/** The metrics for other programs of this machine: switched off until somebody switches them on. */
export interface Exporter {
  state(): Promise<ExporterState>;
  /** What is left out stays as it is. @throws AppError BAD_VALUE for a port that Redis uses */
  save(change: { readonly enabled?: boolean | undefined; readonly port?: number | undefined }): Promise<ExporterState>;
  /** Serves as long as it is switched on and no other face does; returns how to end that. For a face that stays. */
  start(): () => Promise<void>;
}

/** The faces look twice a second; whoever has switched it on wants to know soon whether one does it, ms. */
const SETTLES_WITHIN_MS = 1500;
const LOOK_AGAIN_MS = 50;

export function createExporter(deps: ExporterDeps): Exporter {
  const { environment } = deps;
  const { home } = environment;
  const keeper = createExporterHost(deps);

  const state = async () => stateOf(readExporterSettings(home), await exporterHolder(home));

  /** Until a face serves what was asked for, or says why it cannot; when nobody does anything, that is the state. */
  const settled = async (): Promise<ExporterState> => {
    const deadline = Date.now() + SETTLES_WITHIN_MS;
    for (;;) {
      const now = await state();
      const holder = await exporterHolder(home);
      const still = now.enabled ? now.state === 'waiting' : holder !== null;
      if (!still || Date.now() > deadline) return now;
      await sleep(LOOK_AGAIN_MS);
    }
  };

  return {
    state,
    async save(change) {
      const before = readExporterSettings(home);
      const next = { enabled: change.enabled ?? before.enabled, port: change.port ?? before.port };
      await checkPort(environment, next.port);
      try {
        await writeExporterSettings(home, next);
      } catch (error) {
        throw asHomeFailure(error, home);
      }
      keeper.look();
      return settled();
    },
    start: keeper.start,
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
    const message = 'No window and no serve of this home is open; whichever is opened next serves the metrics.';
    return { enabled, port, state: 'waiting', message, by: null, ...urls };
  }
  const by = { face: holder.face, pid: holder.pid };
  // One that still serves another port has not seen the change yet.
  if (holder.state === 'beginning' || holder.port !== port) {
    return { enabled, port, state: 'waiting', message: null, by, ...urls };
  }
  return { enabled, port, state: holder.state, message: holder.problem, by, ...urls };
}

/**
 * Refuses a port that an instance needs: a program that takes it keeps the instance from starting. Main's is the one in
 * its record; only before it is installed, the one that the environment names.
 */
async function checkPort(environment: Environment, port: number): Promise<void> {
  const { start, end } = environment.tenantPorts;
  const mainPort = mainRecordNow(environment.home)?.port ?? environment.mainPort;
  const whose =
    port === mainPort ? MAIN : port >= start && port <= end ? 'the tenants' : await tenantOn(environment, port);
  if (whose === null) return;
  throw new AppError('BAD_VALUE', `Port ${port} is kept for ${whose}: choose another one for the metrics.`, {
    field: 'port',
    expected: `a port other than ${mainPort} and ${start} to ${end}`,
  });
}

/** The tenant that has a port outside the present range: it was created under another one. */
async function tenantOn(environment: Environment, port: number): Promise<string | null> {
  for (const id of await tenantIds(environment)) {
    const tenant = await readTenant(environment, id).catch(() => null);
    if (tenant?.port === port) return id;
  }
  return null;
}
