import type { ClientKind } from '../../shared/contract/values.ts';
import type { Activity } from './activity/log/activity.ts';
import type { Alerts } from './alerts/alerts.ts';
import type { Backups } from './backups/backups.ts';
import type { Transfers } from './backups/transfer/transfers.ts';
import type { Benchmarks } from './benchmark/create-benchmarks.ts';
import type { Companions } from './companions/companions.ts';
import type { Consoles } from './console/consoles.ts';
import type { Diagnostics } from './diagnostics/diagnostics.ts';
import type { Exporter } from './exporter/create-exporter.ts';
import type { Engines } from './instances/engines/engines.ts';
import type { Instances } from './instances/instances.ts';
import type { Passwords } from './instances/passwords/passwords.ts';
import type { Comparisons } from './keyspace/compare/comparisons.ts';
import type { KeySpaces } from './keyspace/key-spaces.ts';
import type { Kubernetes } from './kubernetes/kubernetes.ts';
import type { Live } from './live/live.ts';
import type { Logs } from './logs/logs.ts';
import type { Messaging } from './messaging/messaging.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Modules } from './modules/modules.ts';
import type { Operations } from './operations/run/operations.ts';
import type { Environment } from './platform/home/environment.ts';
import type { Logger } from './platform/log/logger.ts';
import type { Preferences } from './preferences/preferences.ts';
import type { Projects } from './projects/projects.ts';
import type { Recovery } from './recovery/recovery.ts';
import type { Schedules } from './schedules/schedules.ts';
import type { ServerPanels } from './server/server-panels.ts';
import type { Settings } from './settings/settings.ts';
import type { Tenants } from './tenants/tenants.ts';
import type { Tls } from './tls/tls.ts';
import type { Updates } from './updates/updates.ts';

/** The core behind every client. */
export interface Services {
  readonly environment: Environment;
  readonly client: ClientKind;
  /** The diagnostic log, for details that clients do not show. */
  readonly log: Logger;
  /** One sentence for each interrupted operation that was undone and not yet shown to the user. */
  readonly recovered: readonly string[];
  /** Clears `recovered` once it was shown. */
  forgetRecovered(): void;
  /** The audit log of the app. */
  readonly activity: Activity;
  /** Current alerts by the user's rules. */
  readonly alerts: Alerts;
  readonly backups: Backups;
  readonly benchmarks: Benchmarks;
  /** Services beside the Redis of a tenant. */
  readonly companions: Companions;
  /** Commands that a user types. */
  readonly consoles: Consoles;
  readonly diagnostics: Diagnostics;
  readonly engines: Engines;
  readonly instances: Instances;
  readonly tenants: Tenants;
  /** The passwords that users enter for servers whose configuration has none that works. */
  readonly passwords: Passwords;
  /** The preferences of the app on this computer. */
  readonly preferences: Preferences;
  /** The tenants that repositories name in a project file. */
  readonly projects: Projects;
  /** State files that were damaged and set aside. */
  readonly recovery: Recovery;
  /** What servers report about themselves: slow log, clients, memory and more. */
  readonly server: ServerPanels;
  readonly settings: Settings;
  /** TLS of instances, and the certificates for it. */
  readonly modules: Modules;
  readonly tls: Tls;
  readonly schedules: Schedules;
  /** Newer versions of the app, if the client can install them. */
  readonly updates: Updates;
  readonly transfers: Transfers;
  readonly operations: Operations;
  readonly logs: Logs;
  /** The differences between backups, files and live servers. */
  readonly compare: Comparisons;
  /** Keys and values of backups, files and live servers. */
  readonly keyspace: KeySpaces;
  /** Instances as manifests for a cluster. */
  readonly kubernetes: Kubernetes;
  readonly live: Live;
  /** Channels, messages and streams. */
  readonly messaging: Messaging;
  readonly metrics: Metrics;
  /** The metrics endpoint for other programs on this computer. */
  readonly exporter: Exporter;
  /**
   * Starts the background work: schedules, recording, alerts, the exporter, log rotation. For clients that stay open; a
   * CLI command ends before anything is due. Safe to call twice. `close` ends it.
   */
  startBackgroundWork(): void;
  /** Cancels and undoes running operations, and closes connections and watchers. Instances keep running. */
  close(): Promise<void>;
}
