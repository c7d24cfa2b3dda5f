import type { ContractRouterClient } from '@orpc/contract';
import { activity } from './activity.ts';
import { alerts } from './alert.ts';
import { app } from './app.ts';
import { backups } from './backup.ts';
import { benchmarks } from './benchmark.ts';
import { diagnostics } from './diagnostics.ts';
import { engines } from './engine.ts';
import { exporter } from './exporter.ts';
import { instances } from './instance.ts';
import { live } from './live.ts';
import { logs } from './logs.ts';
import { metrics } from './metrics.ts';
import { operations } from './operations.ts';
import { schedules } from './schedule.ts';
import { settings } from './settings.ts';
import { tenants } from './tenant.ts';

/** All that a face can ask of the engine. The same over a MessagePort, a WebSocket and in process. */
export const contract = {
  activity,
  alerts,
  app,
  backups,
  benchmarks,
  diagnostics,
  engines,
  exporter,
  instances,
  live,
  logs,
  metrics,
  operations,
  schedules,
  settings,
  tenants,
};

/** A client of the contract, whatever carries it. */
export type Api = ContractRouterClient<typeof contract>;
