import type { ReplicationReport } from '../../../../shared/contract/server.ts';
import { type InfoFields, infoNumber, parseInfo } from '../../redis/info/info.ts';
import { askAll, boundedText, runningServer, type ServerDeps } from '../ask-server.ts';
import { refusedPanel } from './clients.ts';

const MAX_VALUE = 200;
const MAX_REPLICAS = 100;

/** Role, link and replicas of a server. @throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE */
export async function replicationReport(deps: ServerDeps, id: string): Promise<ReplicationReport> {
  const { link } = await runningServer(deps, id);
  const { info, stats } = await askAll(id, link, { info: ['INFO', 'replication'], stats: ['INFO', 'stats'] });
  if (info.refused) throw refusedPanel(id, info.refused.command, info.refused.said);
  const fields = parseInfo(String(info.reply));
  const counters = parseInfo(String(stats.reply ?? ''));
  const isReplica = fields.get('role') === 'slave';
  const offset = infoNumber(fields, isReplica ? 'slave_repl_offset' : 'master_repl_offset');
  return {
    id,
    at: new Date().toISOString(),
    role: isReplica ? 'replica' : 'master',
    offset,
    master: isReplica ? masterOf(fields) : null,
    replicas: replicasOf(fields, infoNumber(fields, 'master_repl_offset')),
    backlog: {
      active: fields.get('repl_backlog_active') === '1',
      sizeBytes: infoNumber(fields, 'repl_backlog_size'),
      historyBytes: infoNumber(fields, 'repl_backlog_histlen'),
    },
    fullSyncs: infoNumber(counters, 'sync_full'),
    partialSyncsOk: infoNumber(counters, 'sync_partial_ok'),
    partialSyncsFailed: infoNumber(counters, 'sync_partial_err'),
  };
}

function masterOf(fields: InfoFields): ReplicationReport['master'] {
  const positive = (name: string) => {
    const value = infoNumber(fields, name);
    return value === null || value < 0 ? null : value;
  };
  const readOnly = fields.get('slave_read_only');
  return {
    host: boundedText(fields.get('master_host') ?? '', MAX_VALUE),
    port: infoNumber(fields, 'master_port'),
    link: boundedText(fields.get('master_link_status') ?? '', MAX_VALUE),
    lastIoSeconds: positive('master_last_io_seconds_ago'),
    syncing: fields.get('master_sync_in_progress') === '1',
    syncLeftBytes: positive('master_sync_left_bytes'),
    downSeconds: positive('master_link_down_since_seconds'),
    readOnly: readOnly === undefined ? null : readOnly === '1',
  };
}

/** `slave0:ip=127.0.0.1,port=6381,state=online,offset=1,lag=0` */
function replicasOf(fields: InfoFields, offset: number | null): ReplicationReport['replicas'] {
  const replicas: ReplicationReport['replicas'] = [];
  for (let index = 0; index < MAX_REPLICAS; index += 1) {
    const line = fields.get(`slave${index}`);
    if (line === undefined) break;
    const parts = new Map(line.split(',').map((part) => part.split('=', 2) as [string, string]));
    const number = (name: string) => {
      const value = parts.get(name);
      return value !== undefined && Number.isFinite(Number(value)) ? Number(value) : null;
    };
    const own = number('offset');
    replicas.push({
      address: boundedText(`${parts.get('ip') ?? ''}:${parts.get('port') ?? ''}`, MAX_VALUE),
      state: boundedText(parts.get('state') ?? '', MAX_VALUE),
      offset: own,
      behindBytes: own === null || offset === null ? null : Math.max(0, offset - own),
      lagSeconds: number('lag'),
    });
  }
  return replicas;
}
