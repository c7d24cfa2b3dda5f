import type {
  AclReport,
  ClientsReport,
  KilledClient,
  LatencyReport,
  MemoryReport,
  MomentReport,
  PersistenceReport,
  ReplicationReport,
  SlowLogReport,
} from '../../../shared/contract/server.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RedisLink } from '../redis/connection/redis-link.ts';
import type { KillInput } from './panels/clients.ts';
import type { LatencyInput } from './panels/latency.ts';
import type { MomentInput } from './panels/moment.ts';
import type { SlowLogInput } from './panels/slow-log.ts';

/**
 * What a server reports about itself. All throw AppError NOT_FOUND, and those that need a running server NOT_RUNNING
 * and COMMAND_UNAVAILABLE.
 */
export interface ServerPanels {
  slowLog(input: SlowLogInput): Promise<SlowLogReport>;
  clients(id: string): Promise<ClientsReport>;
  /** @throws also AppError BAD_VALUE */
  killClient(input: KillInput & { readonly reason?: string | undefined }): Promise<KilledClient>;
  latency(input: LatencyInput): Promise<LatencyReport>;
  memory(id: string): Promise<MemoryReport>;
  persistence(id: string): Promise<PersistenceReport>;
  replication(id: string): Promise<ReplicationReport>;
  acl(id: string): Promise<AclReport>;
  /** The records of a time range of at most a day. @throws also AppError BAD_VALUE */
  moment(input: MomentInput): Promise<MomentReport>;
  /** Reads the slow log of a server and keeps its new entries. For the process that records. */
  readSlowLog(id: string, link: Pick<RedisLink, 'call'>, run: string): Promise<unknown>;
  /** Records while this process is the recorder. @returns a function that stops it and waits for the work in progress */
  record(ticks: Pick<Metrics, 'onTick'>): () => Promise<void>;
}
