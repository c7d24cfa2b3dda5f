import type { ClientKind } from '../../../shared/contract/values.ts';
import type { Poller } from '../live/poller.ts';
import type { Snapshot } from '../live/snapshots.ts';
import { errorCode } from '../platform/files/file-errors.ts';
import type { Environment } from '../platform/home/environment.ts';
import type { Logger } from '../platform/log/logger.ts';
import { portOwner } from '../ports/port-owner.ts';
import type { Preferences } from '../preferences/preferences.ts';
import { type ExporterHolding, releaseExporter, takeExporter, updateHolding } from './exporter-lock.ts';
import { latestSnapshot } from './latest-snapshot.ts';
import { type MetricsServer, serveMetrics } from './metrics-server.ts';

/** How often the current holder is checked while the metrics are enabled. */
const POLL_INTERVAL_MS = 500;
/** How often a port in use is tried again. */
const RETRY_AFTER_MS = 5000;

export interface ExporterSettings {
  readonly enabled: boolean;
  readonly port: number;
}

export interface ExporterDeps {
  readonly environment: Environment;
  readonly client: ClientKind;
  readonly poller: Poller<Snapshot>;
  readonly log: Logger;
  readonly preferences: Pick<Preferences, 'get' | 'save' | 'onChange'>;
}

/** Serves the metrics while this client holds the exporter lock. */
export interface ExporterHost {
  start(): () => Promise<void>;
  /** Applies changed settings now; does nothing before `start`. */
  poll(): void;
}

export function createExporterHost(deps: ExporterDeps): ExporterHost {
  const { client, poller, log } = deps;
  const { home } = deps.environment;
  let started = false;
  let isEnabled = false;
  let server: MetricsServer | null = null;
  /** The published state; null while this client is not the holder. */
  let held: ExporterHolding | null = null;
  let triedAt = 0;
  let pausedUntil = 0;
  let working: Promise<void> = Promise.resolve();
  let latest: ReturnType<typeof latestSnapshot> | null = null;

  const publish = async (problem: string | null, port: number) => {
    held = { face: client, pid: process.pid, port, state: problem === null ? 'serving' : 'failed', problem };
    await updateHolding(home, held);
  };

  const endServer = async () => {
    await server?.close();
    latest?.close();
    server = null;
    latest = null;
  };

  const stopServing = async () => {
    await endServer();
    if (held === null) return;
    held = null;
    await releaseExporter(home);
  };

  const serve = async (port: number) => {
    await endServer();
    triedAt = Date.now();
    const snapshots = latestSnapshot(poller);
    try {
      server = await serveMetrics(port, { snapshot: snapshots.get }, log);
      latest = snapshots;
      await publish(null, port);
    } catch (error) {
      if (server === null) snapshots.close();
      await publish(await failureMessage(error, port), port);
    }
  };

  const adjust = async () => {
    const { enabled, port } = exporterSettings(deps);
    isEnabled = enabled;
    if (!enabled || !started) return stopServing();
    if (held === null) {
      // Take the lock before listening: otherwise a second client would report the first as a foreign program.
      const holding: ExporterHolding = { face: client, pid: process.pid, port, state: 'beginning', problem: null };
      if (!(await takeExporter(home, holding))) return;
      held = holding;
      return serve(port);
    }
    const again = server === null && Date.now() - triedAt > RETRY_AFTER_MS;
    if (held.port !== port || again) await serve(port);
  };

  /** Serializes all adjustments. */
  const poll = () => {
    if (!started) return;
    working = working.then(adjust).catch((error: unknown) => {
      log.error('serving the metrics failed', error);
      // A read-only home would otherwise add a log entry at every poll.
      pausedUntil = Date.now() + RETRY_AFTER_MS;
    });
  };

  return {
    poll,
    start() {
      started = true;
      // While they are disabled, nothing is polled: an idle app should not wake the processor.
      const endListening = deps.preferences.onChange(poll);
      const isDue = () => (isEnabled || held !== null) && Date.now() >= pausedUntil;
      const timer = setInterval(() => isDue() && poll(), POLL_INTERVAL_MS);
      timer.unref();
      poll();
      return async () => {
        endListening();
        clearInterval(timer);
        started = false;
        await working;
        await stopServing().catch((error: unknown) => log.error('stopping the metrics endpoint failed', error));
      };
    },
  };
}

/** Whether and where the metrics are served, by the preferences. */
export function exporterSettings({ preferences }: Pick<ExporterDeps, 'preferences'>): ExporterSettings {
  return { enabled: preferences.get('metrics'), port: preferences.get('metrics-port') };
}

async function failureMessage(error: unknown, port: number): Promise<string> {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use by ${(await portOwner(port)) ?? 'a program of another user'}. Choose another port for the metrics, or stop that program.`;
    case 'EACCES':
      return `This program may not listen on port ${port}. Choose a port from 1024 to 65535 for the metrics.`;
    default:
      return `Could not listen on port ${port} (${errorCode(error) ?? 'unknown reason'}). Choose another port for the metrics.`;
  }
}
