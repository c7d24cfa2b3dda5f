import type { RestorePreview } from '../../../../shared/contract/backup.ts';
import { isFutureDated } from '../../../../shared/future-dated.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes, count, duration, exactTime, UNKNOWN } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import * as restoreWords from '../words/restore.ts';
import { type Comparison, difference, keysBeside } from './restore-beside.ts';
import classes from './restore-table.module.css';

/** Current data, data after the restore, and the change. */
export function RestoreTable({ preview }: { readonly preview: RestorePreview }) {
  const { backup, now } = preview;
  const { databases, total } = keysBeside(preview);
  const clock = useNow();
  const memory = { name: restoreWords.memory, now: now.memoryBytes, after: backup.memoryBytes };
  const older = Math.max(0, clock - Date.parse(backup.createdAt)) / 1000;
  const expired = backup.proof?.ok ? backup.proof.expiredSince : null;
  const expires = backup.databases?.reduce((sum, one) => sum + one.expires, 0) ?? null;
  const clients = now.connectedClients;
  // A tenant that does not exist yet has neither clients nor data.
  const fresh = now.state === 'missing';
  return (
    <table className={classes.table} aria-label={restoreWords.nowAndAfterTheRestore}>
      <thead>
        <tr>
          <td />
          <th scope="col">{restoreWords.now}</th>
          <th scope="col" className={classes.after}>
            {restoreWords.afterRestore}
          </th>
          <th scope="col">{restoreWords.change}</th>
        </tr>
      </thead>
      <tbody>
        {databases.map((one) => (
          <KeysRow key={one.name} comparison={one} />
        ))}
        <KeysRow comparison={total} strong />
        <tr>
          <th scope="row">{restoreWords.memory}</th>
          <td>{bytes(memory.now)}</td>
          <td className={classes.after}>{memory.after === null ? UNKNOWN : `≈ ${bytes(memory.after)}`}</td>
          <td className={classes.weak}>{signed(difference(memory), bytes)}</td>
        </tr>
        <tr>
          <th scope="row">{restoreWords.dataAsOf}</th>
          <td>{fresh ? UNKNOWN : restoreWords.now2}</td>
          <td className={classes.after}>{exactTime(backup.createdAt, clock)}</td>
          <td className={classes.weak}>
            {isFutureDated(backup, clock)
              ? restoreWords.datedInTheFuture
              : `${duration(older)} ${fresh ? restoreWords.old : restoreWords.older}`}
          </td>
        </tr>
        <tr>
          <th scope="row">{restoreWords.keysWithAnExpiry}</th>
          <td>{now.keys === null ? UNKNOWN : count(now.databases.reduce((sum, one) => sum + one.expires, 0))}</td>
          <td className={classes.after}>{count(expires)}</td>
          <td className={`${classes.weak} ${classes.wraps}`}>{expiredWords(expired)}</td>
        </tr>
        {!fresh && (
          <tr>
            <th scope="row">{restoreWords.clients}</th>
            <td>{clients === null ? UNKNOWN : restoreWords.countConnected(count(clients))}</td>
            <td className={classes.after}>{clients === 0 ? restoreWords.noClients : restoreWords.theyReconnect0}</td>
            <td className={classes.weak}>
              {now.state === 'running'
                ? restoreWords.disconnectedDuringRestart
                : restoreWords.states[now.state as keyof typeof restoreWords.states]}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function KeysRow({ comparison, strong = false }: { readonly comparison: Comparison; readonly strong?: boolean }) {
  const change = difference(comparison);
  return (
    <tr data-strong={strong || undefined}>
      <th scope="row">{comparison.name}</th>
      <td>{keys(comparison.now)}</td>
      <td className={classes.after}>{keys(comparison.after)}</td>
      <td className={change ? classes.changed : classes.weak}>{signed(change, count)}</td>
    </tr>
  );
}

function expiredWords(expired: number | null): string {
  if (expired === null) return restoreWords.expiredKeysAreSkipped;
  return expired === 0 ? restoreWords.noneExpired : restoreWords.countExpired(count(expired));
}

function keys(value: number | null): string {
  return value === null ? UNKNOWN : counted(value, 'key');
}

function signed(value: number | null, format: (value: number) => string): string {
  if (value === null) return UNKNOWN;
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
}
