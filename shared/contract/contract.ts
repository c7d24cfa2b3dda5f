import type { ContractRouterClient } from '@orpc/contract';
import { activity } from './activity.ts';
import { alerts } from './alert.ts';
import { app } from './app.ts';
import { backups } from './backup.ts';
import { benchmarks } from './benchmark.ts';
import { companions } from './companion.ts';
import { compare } from './compare.ts';
import { consoles } from './console.ts';
import { diagnostics } from './diagnostics.ts';
import { engines } from './engine.ts';
import { exporter } from './exporter.ts';
import { instances } from './instance.ts';
import { keyHistory } from './key-history.ts';
import { keyspace } from './keyspace.ts';
import { kubernetes } from './kubernetes.ts';
import { live } from './live.ts';
import { logs } from './logs.ts';
import { pubsub, streams } from './messaging.ts';
import { metrics } from './metrics.ts';
import { modules } from './modules.ts';
import { operations } from './operations.ts';
import { passwords } from './password.ts';
import { preferences } from './preference.ts';
import { projects } from './project.ts';
import { recovery } from './recovery.ts';
import { restoreKeys } from './restore-keys.ts';
import { schedules } from './schedule.ts';
import { server } from './server.ts';
import { settings } from './settings.ts';
import { tenants } from './tenant.ts';
import { tls } from './tls.ts';
import { updates } from './update.ts';

/**
 * All procedures of the core, the same over a MessagePort, a WebSocket and in process. Getters, so that a CLI command
 * evaluates only the schemas that it needs.
 */
export const contract = {
  get activity() {
    return activity;
  },
  get alerts() {
    return alerts;
  },
  get app() {
    return app;
  },
  get backups() {
    return backups;
  },
  get benchmarks() {
    return benchmarks;
  },
  get companions() {
    return companions;
  },
  get compare() {
    return compare;
  },
  get consoles() {
    return consoles;
  },
  get diagnostics() {
    return diagnostics;
  },
  get engines() {
    return engines;
  },
  get exporter() {
    return exporter;
  },
  get instances() {
    return instances;
  },
  get keyHistory() {
    return keyHistory;
  },
  get keyspace() {
    return keyspace;
  },
  get kubernetes() {
    return kubernetes;
  },
  get live() {
    return live;
  },
  get logs() {
    return logs;
  },
  get metrics() {
    return metrics;
  },
  get operations() {
    return operations;
  },
  get passwords() {
    return passwords;
  },
  get preferences() {
    return preferences;
  },
  get projects() {
    return projects;
  },
  get pubsub() {
    return pubsub;
  },
  get recovery() {
    return recovery;
  },
  get restoreKeys() {
    return restoreKeys;
  },
  get schedules() {
    return schedules;
  },
  get server() {
    return server;
  },
  get settings() {
    return settings;
  },
  get streams() {
    return streams;
  },
  get tenants() {
    return tenants;
  },
  get modules() {
    return modules;
  },
  get tls() {
    return tls;
  },
  get updates() {
    return updates;
  },
};

/** A client of the contract, over any transport. */
export type Api = ContractRouterClient<typeof contract>;
