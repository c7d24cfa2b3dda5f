import type { BackupDatabase } from '../../../../shared/contract/backup.ts';
import { count } from '../../../lib/format.ts';
import * as detailWords from '../words/detail.ts';
import classes from './backup-detail.module.css';

interface BackupDatabasesProps {
  readonly databases: readonly BackupDatabase[];
  /** False: the counts are approximate until a verification. */
  readonly exact: boolean;
}

/** The keys of each database in the backup. */
export function BackupDatabases({ databases, exact }: BackupDatabasesProps) {
  const sum = (of: 'keys' | 'expires') => databases.reduce((total, database) => total + database[of], 0);
  if (databases.length === 0) return <p className={classes.note}>{detailWords.thisBackupHoldsNoKeys}</p>;
  return (
    <table className={classes.databases} aria-label={detailWords.keysOfEachDatabase}>
      <thead>
        <tr>
          <th scope="col">{detailWords.database}</th>
          <th scope="col">{exact ? detailWords.keys : detailWords.keysApprox}</th>
          <th scope="col">{detailWords.withTtl}</th>
        </tr>
      </thead>
      <tbody>
        {databases.map(({ index, keys, expires }) => (
          <tr key={index}>
            <th scope="row">{detailWords.dbIndex(index)}</th>
            <td>{count(keys)}</td>
            <td>{count(expires)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{detailWords.total}</th>
          <td>{count(sum('keys'))}</td>
          <td>{count(sum('expires'))}</td>
        </tr>
      </tfoot>
    </table>
  );
}
