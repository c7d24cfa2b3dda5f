import type { Face } from '../../../shared/contract/values.ts';
import type { Poller } from '../live/poller.ts';
import type { Snapshot } from '../live/snapshots.ts';
import { errorCode } from '../platform/files/file-errors.ts';
import type { Environment } from '../platform/home/environment.ts';
import type { Logger } from '../platform/log/logger.ts';
import { portOwner } from '../ports/port-owner.ts';
import { readExporterSettings } from './exporter-file.ts';
import { type ExporterHolding, releaseExporter, takeExporter, tellExporter } from './exporter-lock.ts';
import { latestLook } from './latest-snapshot.ts';
import { type MetricsServer, serveMetrics } from './metrics-server.ts';

/** How often it is looked whether somebody has switched it on or off, or the face that served is gone, ms. */
const LOOK_EVERY_MS = 500;
/** How often a port that was taken is tried again, ms. */
const TRY_AGAIN_MS = 5000;

/** What serving the metrics needs. */
export interface ExporterDeps {
  readonly environment: Environment;
  readonly face: Face;
  readonly looks: Poller<Snapshot>;
  readonly log: Logger;
}

/** Keeps this face's share of serving the metrics as it should be. */
export interface ExporterHost {
  start(): () => Promise<void>;
  /** Looks now: something was changed. Nothing where it was not started. */
  look(): void;
}

export function createExporterHost({ environment: { home }, face, looks, log }: ExporterDeps): ExporterHost {
  let started = false;
  let server: MetricsServer | null = null;
  /** What the others are told; null while this face is not the one. */
  let held: ExporterHolding | null = null;
  let triedAt = 0;
  let pausedUntil = 0;
  let working: Promise<void> = Promise.resolve();
  let latest: ReturnType<typeof latestLook> | null = null;

  const tell = async (problem: string | null, port: number) => {
    held = { face, pid: process.pid, port, state: problem === null ? 'serving' : 'failed', problem };
    await tellExporter(home, held);
  };

  const endServer = async () => {
    await server?.close();
    latest?.close();
    server = null;
    latest = null;
  };

  const giveUp = async () => {
    await endServer();
    if (held === null) return;
    held = null;
    await releaseExporter(home);
  };

  const serve = async (port: number) => {
    await endServer();
    triedAt = Date.now();
    const look = latestLook(looks);
    try {
      server = await serveMetrics(port, { look: look.get }, log);
      latest = look;
      await tell(null, port);
    } catch (error) {
      if (server === null) look.close();
      await tell(await whyNot(error, port), port);
    }
  };

  const adjust = async () => {
    const { enabled, port } = readExporterSettings(home);
    if (!enabled || !started) return giveUp();
    if (held === null) {
      // Before it listens: else a second face would take the first for a stranger on its port.
      const about: ExporterHolding = { face, pid: process.pid, port, state: 'beginning', problem: null };
      if (!(await takeExporter(home, about))) return;
      held = about;
      return serve(port);
    }
    const again = server === null && Date.now() - triedAt > TRY_AGAIN_MS;
    if (held.port !== port || again) await serve(port);
  };

  /** One after the other, whoever asks. */
  const look = () => {
    if (!started) return;
    working = working.then(adjust).catch((error: unknown) => {
      log.error('serving the metrics failed', error);
      // A home that cannot be written to would fill its log twice a second.
      pausedUntil = Date.now() + TRY_AGAIN_MS;
    });
  };

  return {
    look,
    start() {
      started = true;
      const timer = setInterval(() => Date.now() >= pausedUntil && look(), LOOK_EVERY_MS);
      timer.unref();
      look();
      return async () => {
        clearInterval(timer);
        started = false;
        await working;
        await giveUp().catch((error: unknown) => log.error('the metrics were not ended', error));
      };
    },
  };
}

async function whyNot(error: unknown, port: number): Promise<string> {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use by ${(await portOwner(port)) ?? 'a program of another user'}, so the metrics are not served. Choose another port, or stop that program.`;
    case 'EACCES':
      return `Port ${port} may not be used by this program, so the metrics are not served. Choose one from 1024 to 65535.`;
    default:
      return `The metrics cannot be served on port ${port} (${errorCode(error) ?? 'unknown reason'}). Choose another port.`;
  }
}
