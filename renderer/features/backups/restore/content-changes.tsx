import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ComparedDatabase, ComparedFolder, DifferenceCounts } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { useComparison } from '../../../client/use-comparison.ts';
import { counted } from '../../../lib/counted.ts';
import { count, exactTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import * as restoreWords from '../words/restore.ts';
import classes from './content-changes.module.css';

/** Prefixes of one database that are listed. */
const PREFIXES = 8;
/** Databases that are listed. */
const DATABASES = 6;
/** A comparison that an earlier opening of the dialog left open shows an older state. */
const STALE_MS = 15_000;

interface ContentChangesProps {
  readonly backup: { readonly instance: string; readonly name: string };
  /** The running instance whose keys the restore replaces. */
  readonly into: string;
}

/** What a restore of a whole backup changes, by prefix. It is compared while the person reads. Mount it per target. */
export function ContentChanges({ backup, into }: ContentChangesProps) {
  const before: KeySource = { kind: 'instance', instance: into };
  const after: KeySource = { kind: 'backup', instance: backup.instance, name: backup.name };
  const { state, error, refresh } = useComparison({ before, after });
  const now = useNow();
  const isReady = state?.phase === 'ready';
  const at = isReady ? (state.sides.before?.at ?? null) : null;
  const isChecked = useRef(false);
  useEffect(() => {
    if (!isReady || isChecked.current) return;
    isChecked.current = true;
    if (at !== null && Date.now() - Date.parse(at) > STALE_MS) refresh();
  });
  const different = isReady ? state.databases.filter(({ counts }) => differences(counts) > 0) : [];
  const listed = different.slice(0, DATABASES);
  const pages = useQueries({
    queries: listed.map(({ index }) =>
      orpc.compare.folder.queryOptions({
        input: { before, after, database: index, onlyDifferent: true, limit: PREFIXES },
        staleTime: 0,
        meta: { doing: restoreWords.compareTheKeys },
      }),
    ),
  });
  // The other figures of the dialog do not need it.
  if (error !== null || state?.phase === 'failed') return null;
  if (!isReady) {
    return (
      <p className={classes.about} role="status">
        {restoreWords.comparingTheKeys}
      </p>
    );
  }
  const { added, removed, changed, expiryOnly, same } = state.counts;
  const left = different.length - listed.length;
  return (
    <section className={classes.changes} aria-label={restoreWords.changesByPrefix}>
      <p className={classes.about}>
        {restoreWords.theRestore}
        <span data-change="removed">{restoreWords.removesCount(count(removed))}</span>
        <span data-change="added">{restoreWords.addsCount(count(added))}</span>
        <span data-change="changed">{restoreWords.changesCount(count(changed + expiryOnly))}</span>
        <span className="text-3">{restoreWords.leavesEqual(counted(same, 'key'))}</span>
        {at !== null && <span className="text-3">{restoreWords.asOf(exactTime(at, now))}</span>}
        <Button variant="subtle" size="compact-xs" onClick={refresh}>
          {restoreWords.compareAgain}
        </Button>
      </p>
      {listed.length > 0 && (
        <table className={classes.table} aria-label={restoreWords.changesByPrefix}>
          <thead>
            <tr>
              <th scope="col">{restoreWords.prefix}</th>
              <th scope="col">{restoreWords.removed}</th>
              <th scope="col">{restoreWords.added}</th>
              <th scope="col">{restoreWords.changed}</th>
            </tr>
          </thead>
          {listed.map((database, place) => {
            const { folders = [], totalFolders = 0 } = pages[place]?.data ?? {};
            return <DatabaseRows key={database.index} {...{ database, folders, totalFolders }} />;
          })}
        </table>
      )}
      {left > 0 && <p className={classes.about}>{restoreWords.moreDatabases(count(left))}</p>}
    </section>
  );
}

interface DatabaseRowsProps {
  readonly database: ComparedDatabase;
  readonly folders: readonly ComparedFolder[];
  readonly totalFolders: number;
}

function DatabaseRows({ database: { index, counts }, folders, totalFolders }: DatabaseRowsProps) {
  const left = totalFolders - folders.length;
  return (
    <tbody>
      <tr className={classes.database}>
        <th scope="rowgroup">{restoreWords.database(index)}</th>
        <Figures counts={counts} />
      </tr>
      {folders.map((folder) => (
        <tr key={JSON.stringify(folder.prefix)}>
          <th scope="row">{nameOf(folder.prefix)}</th>
          <Figures counts={folder.counts} />
        </tr>
      ))}
      {left > 0 && (
        <tr>
          <td colSpan={4}>{restoreWords.morePrefixes(count(left))}</td>
        </tr>
      )}
    </tbody>
  );
}

function Figures({ counts: { removed, added, changed, expiryOnly } }: { readonly counts: DifferenceCounts }) {
  return (
    <>
      <td data-change="removed">{figure('−', removed)}</td>
      <td data-change="added">{figure('+', added)}</td>
      <td data-change="changed">{figure('~', changed + expiryOnly)}</td>
    </>
  );
}

function differences({ added, removed, changed, expiryOnly }: DifferenceCounts): number {
  return added + removed + changed + expiryOnly;
}

function figure(sign: string, keys: number): string {
  return keys === 0 ? '' : `${sign}${count(keys)}`;
}

function nameOf(prefix: Bytes): string {
  return 'text' in prefix ? prefix.text : prefix.base64;
}
