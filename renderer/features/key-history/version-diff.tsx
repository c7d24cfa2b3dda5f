import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KeyVersion } from '../../../shared/contract/key-history.ts';
import type { KeySource, KeyValue } from '../../../shared/contract/keyspace.ts';
import { orpc } from '../../client/api.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { count } from '../../lib/format.ts';
import type { HistoryPlace } from '../keys/model/history-address.ts';
import { nameOf } from '../keys/model/key-bytes.ts';
import classes from './history-page.module.css';
import { linesOf, pairLines } from './value-lines.ts';
import * as historyWords from './words.ts';

/** The maximum number of elements per page; a page of a string has 64 KB. */
const ELEMENTS = 1000;

interface VersionDiffProps {
  readonly place: HistoryPlace;
  readonly before: KeyVersion | null;
  readonly after: KeyVersion | null;
}

/** The values of two versions, beside each other. */
export function VersionDiff({ place, before, after }: VersionDiffProps) {
  const one = useVersion(place, before);
  const other = useVersion(place, after);
  const lines = useMemo(
    () => (one.lines === null || other.lines === null ? null : pairLines(one.lines, other.lines)),
    [one.lines, other.lines],
  );
  const error = one.error ?? other.error;
  if (error !== null) return <ErrorState title={historyWords.couldNotReadTheVersion} error={error} />;
  if (lines === null) return <SkeletonRows rows={10} />;
  const removed = lines.filter(({ change }) => change === 'removed' || change === 'changed').length;
  const added = lines.filter(({ change }) => change === 'added' || change === 'changed').length;
  const cut = one.cut ?? other.cut;
  return (
    <div className={classes.diff}>
      <div className={classes.titles}>
        <span>{titleOf(before)}</span>
        <span>{titleOf(after)}</span>
        <span className={classes.counts}>
          {removed + added === 0 ? historyWords.equalValues : historyWords.lineCounts(count(removed), count(added))}
        </span>
      </div>
      {cut !== null && (
        <p className={classes.hint}>
          {cut === 'bytes' ? historyWords.onlyTheFirstPart : historyWords.onlyTheFirst(count(ELEMENTS))}
        </p>
      )}
      <table className={classes.lines}>
        <tbody>
          {lines.map(({ change, before: left, after: right }) => (
            <tr key={`${left?.number} ${right?.number}`} data-change={change}>
              <td>{left?.number}</td>
              <td data-side="before">{left?.text}</td>
              <td>{right?.number}</td>
              <td data-side="after">{right?.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function titleOf(version: KeyVersion | null): string {
  const last = version?.seen.at(-1);
  if (!version || !last) return '';
  const name = version.number === null ? historyWords.absent : historyWords.versionNumber(version.number);
  return `${name} · ${last.backup ?? historyWords.liveNow}`;
}

function useVersion({ instance, database, name }: HistoryPlace, version: KeyVersion | null) {
  const last = version?.seen.at(-1);
  const isAbsent = version !== null && version.number === null;
  const source: KeySource =
    last?.backup == null ? { kind: 'instance', instance } : { kind: 'backup', instance, name: last.backup };
  const { data, error } = useQuery(
    orpc.keyspace.value.queryOptions({
      input: { source, database, key: nameOf(name), count: ELEMENTS },
      enabled: version !== null && !isAbsent,
      staleTime: 0,
      retry: false,
      meta: { doing: historyWords.readTheVersion },
    }),
  );
  const lines = useMemo(() => (isAbsent ? [] : data ? linesOf(data) : null), [isAbsent, data]);
  return { lines, error: isAbsent ? null : error, cut: data === undefined || isAbsent ? null : cutOf(data) };
}

/** How a value is truncated if its first page is not all of it. */
function cutOf({ type, next }: KeyValue): 'bytes' | 'elements' | null {
  if (next === null) return null;
  return type === 'string' || type === 'module' ? 'bytes' : 'elements';
}
