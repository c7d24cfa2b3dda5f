import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Comparison } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../../shared/format/count.ts';
import { api, orpc } from '../../../client/api.ts';
import { follow } from '../../../client/subscribe.ts';
import { count } from '../../../lib/format.ts';
import * as restoreWords from '../words/restore.ts';
import classes from './content-changes.module.css';

/** Prefixes that are listed. */
const PREFIXES = 8;

interface ContentChangesProps {
  readonly backup: { readonly instance: string; readonly name: string };
  /** The running instance whose keys the restore replaces. */
  readonly into: string;
}

/** What a restore of a whole backup changes, by prefix. It is compared while the person reads. */
export function ContentChanges({ backup, into }: ContentChangesProps) {
  const before: KeySource = { kind: 'instance', instance: into };
  const after: KeySource = { kind: 'backup', instance: backup.instance, name: backup.name };
  const { state, hasFailed } = useComparison(before, after);
  const isReady = state?.phase === 'ready';
  const { index = 0 } = state?.databases[0] ?? {};
  const { data } = useQuery(
    orpc.compare.folder.queryOptions({
      input: { before, after, database: index, onlyDifferent: true, limit: PREFIXES },
      enabled: isReady,
      staleTime: 0,
      meta: { doing: restoreWords.compareTheKeys },
    }),
  );
  // The other figures of the dialog do not need it.
  if (hasFailed || state?.phase === 'failed') return null;
  if (!isReady || !state) {
    return (
      <p className={classes.about} role="status">
        {restoreWords.comparingTheKeys}
      </p>
    );
  }
  const { added, removed, changed, expiryOnly, same } = state.counts;
  const folders = data?.folders ?? [];
  return (
    <section className={classes.changes} aria-label={restoreWords.changesByPrefix}>
      <p className={classes.about}>
        {restoreWords.theRestore}
        <span data-change="removed">{restoreWords.removesCount(count(removed))}</span>
        <span data-change="added">{restoreWords.addsCount(count(added))}</span>
        <span data-change="changed">{restoreWords.changesCount(count(changed + expiryOnly))}</span>
        <span className="text-3">{restoreWords.leavesEqual(counted(same, 'key'))}</span>
      </p>
      {folders.length > 0 && (
        <table className={classes.table} aria-label={restoreWords.changesByPrefix}>
          <thead>
            <tr>
              <th scope="col">{restoreWords.prefixInDatabase(index)}</th>
              <th scope="col">{restoreWords.removed}</th>
              <th scope="col">{restoreWords.added}</th>
              <th scope="col">{restoreWords.changed}</th>
            </tr>
          </thead>
          <tbody>
            {folders.map(({ prefix, counts }) => (
              <tr key={JSON.stringify(prefix)}>
                <th scope="row">{nameOf(prefix)}</th>
                <td data-change="removed">{figure('−', counts.removed)}</td>
                <td data-change="added">{figure('+', counts.added)}</td>
                <td data-change="changed">{figure('~', counts.changed + counts.expiryOnly)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(data?.totalFolders ?? 0) > folders.length && (
        <p className={classes.about}>{restoreWords.morePrefixes(count((data?.totalFolders ?? 0) - folders.length))}</p>
      )}
    </section>
  );
}

function figure(sign: string, keys: number): string {
  return keys === 0 ? '' : `${sign}${count(keys)}`;
}

function nameOf(prefix: Bytes): string {
  return 'text' in prefix ? prefix.text : prefix.base64;
}

interface Compared {
  readonly of: string;
  readonly state: Comparison | null;
  readonly hasFailed: boolean;
}

function useComparison(before: KeySource, after: KeySource): Pick<Compared, 'state' | 'hasFailed'> {
  const id = JSON.stringify([before, after]);
  const [compared, setCompared] = useState<Compared>({ of: id, state: null, hasFailed: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sources are compared by id
  useEffect(
    () =>
      follow(
        (signal) => api.compare.watch({ before, after }, { signal }),
        (state) => setCompared({ of: id, state, hasFailed: false }),
        () => {
          setCompared({ of: id, state: null, hasFailed: true });
          return 'end';
        },
      ),
    [id],
  );
  return compared.of === id ? compared : { state: null, hasFailed: false };
}
