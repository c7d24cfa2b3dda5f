import { Link } from '@tanstack/react-router';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../lib/counted.ts';
import { count, duration, exactTime, percent, UNKNOWN } from '../../../lib/format.ts';
import * as pageWords from '../words/page.ts';
import classes from './databases-table.module.css';

/** The keys of each database and the share with a TTL. */
export function DatabasesTable({ instance }: { readonly instance: InstanceStatus }) {
  const { state, databases, memory } = instance;
  // While it loads its data, it replies with the databases that are complete.
  const isLoading = state === 'starting' && databases.length === 0;
  const isResponsive = memory.usedBytes !== null && !isLoading;
  const keys = databases.reduce((sum, database) => sum + database.keys, 0);
  const expires = databases.reduce((sum, database) => sum + database.expires, 0);
  const noKeys = () => {
    if (isLoading) return pageWords.keysAppearWhenLoaded;
    return isResponsive ? pageWords.noKeysYetTheyAppearHere : lastKnown(instance);
  };
  return (
    <section aria-labelledby="databases">
      <h2 className={classes.title} id="databases">
        {pageWords.databases}
        {isResponsive && (
          <span className={classes.weak}>
            {databases.length === 0 ? pageWords.empty : pageWords.countInUse(databases.length)}
          </span>
        )}
        {isResponsive && databases.length > 0 && (
          <Link to="/keys/$id" params={{ id: instance.id }} className={classes.browse ?? ''}>
            {pageWords.browseKeys}
          </Link>
        )}
      </h2>
      {databases.length === 0 ? (
        <p className={classes.none}>{noKeys()}</p>
      ) : (
        <table className={classes.table} aria-label={pageWords.databases2}>
          <thead>
            <tr>
              <th scope="col">{pageWords.database}</th>
              <th scope="col">{pageWords.keys}</th>
              <th scope="col">{pageWords.withTtl}</th>
              <th scope="col">{pageWords.averageTtl}</th>
            </tr>
          </thead>
          <tbody>
            {databases.map((database) => (
              <tr key={database.index}>
                <th scope="row">{pageWords.dbIndex(database.index)}</th>
                <td>{count(database.keys)}</td>
                <td>
                  <Share of={database.expires} all={database.keys} />
                </td>
                <td>{averageExpiry(database.averageTtlMs)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{pageWords.total}</th>
              <td>{count(keys)}</td>
              <td>
                <Share of={expires} all={keys} total />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}

interface ShareProps {
  readonly of: number;
  readonly all: number;
  readonly total?: boolean;
}

function Share({ of, all, total = false }: ShareProps) {
  const share = all === 0 ? 0 : of / all;
  return (
    <span className={classes.share}>
      {!total && (
        <span className={classes.track} aria-hidden="true">
          <span className={classes.bar} style={{ width: `${share * 100}%` }} />
        </span>
      )}
      <span className={classes.count}>{count(of)}</span>
      <span className={classes.percent}>{percent(share, 0)}</span>
    </span>
  );
}

/** Redis estimates it by sampling: 0 means no sample yet, or no key with a TTL. */
function averageExpiry(ms: number | null): string {
  return ms === null || ms === 0 ? UNKNOWN : duration(ms / 1000);
}

function lastKnown({ lastKnownKeys }: InstanceStatus): string {
  if (lastKnownKeys === null) return pageWords.startToSeeKeys;
  const { count: keys, at } = lastKnownKeys;
  return pageWords.keysAtLastResponse(counted(keys, 'key'), exactTime(at));
}
