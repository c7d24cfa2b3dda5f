import type { MemoryReport, PersistenceReport, ReplicationReport } from '../../../../shared/contract/server.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/count.ts';
import { alignPairs, formatDuration, formatShare, formatTime } from '../../format/format.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import { adviceLines } from './latency-lines.ts';
import { refusalLine } from './refusal-line.ts';
import * as serverWords from './words.ts';

const UNKNOWN = '—';

/** What the memory is used for, and the server's advice. @param width of the terminal, in characters */
export function memoryLines(report: MemoryReport, width: number, style: Style): string[] {
  const { id, fragmentation, fragmentationBytes, usage, clients, stats, doctor } = report;
  const ratio = fragmentation === null ? UNKNOWN : fragmentation.toFixed(2);
  const lines = [
    style.strong(serverWords.memoryOfId(id)),
    ...alignPairs([
      [serverWords.used, size(report.usedBytes)],
      [serverWords.peak, size(report.peakBytes)],
      [serverWords.resident, size(report.residentBytes)],
      [serverWords.limit, report.limitBytes === null ? serverWords.noLimit : formatBytes(report.limitBytes)],
      [serverWords.policy, report.policy ?? UNKNOWN],
      [serverWords.fragmentation, serverWords.fragmentationOf(ratio, size(fragmentationBytes))],
      [serverWords.allocator, report.allocator ?? UNKNOWN],
    ]),
  ];
  if (stats.refused) lines.push('', style.attention(refusalLine(stats.refused)));
  if (usage.length > 0) {
    const table = tableLines(usageColumns, usage, width);
    lines.push('', style.strong(table.head), ...table.rows);
  }
  if (clients.length > 0) {
    const table = tableLines(clientColumns, clients, width);
    lines.push('', style.strong(table.head), ...table.rows);
  }
  return [...lines, ...adviceLines('MEMORY DOCTOR', doctor, style)];
}

const usageColumns: readonly TableColumn<MemoryReport['usage'][number]>[] = [
  { head: serverWords.use, cell: ({ use }) => serverWords.uses[use] ?? use },
  { head: serverWords.bytes, cell: ({ bytes }) => formatBytes(bytes), right: true },
  { head: serverWords.share, cell: ({ share }) => (share === null ? UNKNOWN : formatShare(share)), right: true },
];

const clientColumns: readonly TableColumn<MemoryReport['clients'][number]>[] = [
  { head: serverWords.kind, cell: ({ kind }) => serverWords.clientKinds[kind] ?? kind },
  { head: serverWords.bytes, cell: ({ bytes }) => formatBytes(bytes), right: true },
];

/** Saves and the append-only file. */
export function persistenceLines(report: PersistenceReport, now: number, style: Style): string[] {
  const { id, aof, saving, savingSeconds, savedShare } = report;
  const part = savedShare === null ? '' : serverWords.shareOfKeys(formatShare(savedShare));
  const pairs: [string, string][] = [
    [serverWords.lastSave, report.lastSaveAt === null ? UNKNOWN : formatTime(report.lastSaveAt, now)],
    [serverWords.saveResult, resultOf(report.lastSaveOk, report.lastSaveSeconds)],
    [serverWords.changes, count(report.changesSinceSave)],
    ...(saving
      ? ([[serverWords.saving, serverWords.savingFor(formatDuration(savingSeconds ?? 0), part)]] as [string, string][])
      : []),
    [serverWords.savePoints, report.savePoints === null ? UNKNOWN : report.savePoints || serverWords.noSavePoints],
    [serverWords.fork, report.lastForkMs === null ? UNKNOWN : `${report.lastForkMs.toFixed(1)} ms`],
    [serverWords.aof, aof.enabled ? serverWords.yes : serverWords.no],
  ];
  if (aof.enabled) {
    const rewritten = resultOf(aof.lastRewriteSeconds === null ? null : aof.lastRewriteOk, aof.lastRewriteSeconds);
    pairs.push(
      [serverWords.aofSize, serverWords.sizeAtRewrite(size(aof.sizeBytes), size(aof.baseBytes))],
      [serverWords.aofRewrite, aof.rewriting ? serverWords.rewritingNow : rewritten],
      [serverWords.aofWrite, aof.lastWriteOk === null ? UNKNOWN : okWord(aof.lastWriteOk)],
      [serverWords.fsync, aof.fsync ?? UNKNOWN],
      [serverWords.delayed, count(aof.delayedFsyncs)],
    );
  }
  return [style.strong(serverWords.persistenceOfId(id)), ...alignPairs(pairs)];
}

function resultOf(ok: boolean | null, seconds: number | null): string {
  if (ok === null) return serverWords.notYet;
  return seconds === null ? okWord(ok) : serverWords.resultIn(okWord(ok), formatDuration(seconds));
}

function okWord(ok: boolean): string {
  return ok ? serverWords.ok : serverWords.failed;
}

/** The role, the master and the replicas. @param width of the terminal, in characters */
export function replicationLines(report: ReplicationReport, width: number, style: Style): string[] {
  const { id, role, master, replicas, backlog } = report;
  const pairs: [string, string][] = [];
  if (master) {
    const down = master.downSeconds;
    pairs.push(
      [serverWords.master, escapeControls(`${master.host}:${master.port ?? '?'}`)],
      [serverWords.link, down === null ? master.link : serverWords.linkDown(master.link, formatDuration(down))],
    );
    if (master.lastIoSeconds !== null) {
      pairs.push([serverWords.lastIo, serverWords.ago(formatDuration(master.lastIoSeconds))]);
    }
    if (master.syncing) pairs.push([serverWords.copying, serverWords.leftToCopy(size(master.syncLeftBytes))]);
  }
  const { fullSyncs, partialSyncsOk, partialSyncsFailed } = report;
  pairs.push(
    [serverWords.offset, count(report.offset)],
    [
      serverWords.backlog,
      backlog.active ? serverWords.backlogOf(size(backlog.historyBytes), size(backlog.sizeBytes)) : serverWords.none,
    ],
    [serverWords.syncs, serverWords.syncsOf(count(fullSyncs), count(partialSyncsOk), count(partialSyncsFailed))],
  );
  const lines = [style.strong(serverWords.replicationOfId(id, role)), ...alignPairs(pairs), ''];
  if (replicas.length === 0) return [...lines, serverWords.noReplicas];
  const table = tableLines(replicaColumns, replicas, width);
  return [...lines, style.strong(table.head), ...table.rows];
}

const replicaColumns: readonly TableColumn<ReplicationReport['replicas'][number]>[] = [
  { head: serverWords.replica, cell: ({ address }) => escapeControls(address) },
  { head: serverWords.state, cell: ({ state }) => escapeControls(state) },
  { head: serverWords.behind, cell: ({ behindBytes }) => size(behindBytes), right: true },
  { head: serverWords.lag, cell: ({ lagSeconds }) => (lagSeconds === null ? UNKNOWN : `${lagSeconds} s`), right: true },
];

function size(bytes: number | null): string {
  if (bytes === null) return UNKNOWN;
  return bytes < 0 ? `-${formatBytes(-bytes)}` : formatBytes(bytes);
}

function count(value: number | null): string {
  return value === null ? UNKNOWN : formatCount(value);
}
