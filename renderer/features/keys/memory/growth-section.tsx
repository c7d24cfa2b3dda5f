import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyGrowth, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { bytes, count, exactTime } from '../../../lib/format.ts';
import * as memoryWords from '../words/memory.ts';
import classes from './memory-table.module.css';
import { areSeveral, prefixId, prefixWords } from './prefix-words.ts';

/** Prefixes that are listed. */
const SHOWN = 50;

interface GrowthSectionProps {
  readonly source: KeySource;
  readonly separator: string;
  readonly enabled: boolean;
}

/** The prefixes that grew since a backup. */
export function GrowthSection({ source, separator, enabled }: GrowthSectionProps) {
  const [name, setName] = useState<string | null>(null);
  const instance = source.kind === 'instance' || source.kind === 'backup' ? source.instance : null;
  const { data: backups = [] } = useQuery(
    orpc.backups.list.queryOptions({ input: {}, meta: { doing: memoryWords.readTheListOfBackups } }),
  );
  const others = backups.filter(
    (backup) =>
      !backup.damaged && backup.instance === instance && !(source.kind === 'backup' && source.name === backup.name),
  );
  const before: KeySource = { kind: 'backup', instance: instance ?? '', name: name ?? '' };
  const growth = useQuery(
    orpc.keyspace.growth.queryOptions({
      input: { before, after: source, separator },
      enabled: enabled && name !== null,
      meta: { doing: memoryWords.compareWithABackup },
    }),
  );
  if (instance === null || others.length === 0) return null;
  return (
    <section className={classes.section} aria-label={memoryWords.growthSinceABackup}>
      <header className={classes.head}>
        <h2 className={classes.title}>{memoryWords.growth}</h2>
        <Select
          aria-label={memoryWords.sinceTheBackup}
          placeholder={memoryWords.sinceABackup}
          searchable
          clearable
          w={210}
          data={others.map((backup) => ({
            value: backup.name,
            label: `${backup.name}, ${exactTime(backup.createdAt)}`,
          }))}
          value={name}
          onChange={setName}
        />
      </header>
      <div className={classes.scroll}>
        {name === null ? (
          <p className={classes.note}>{memoryWords.chooseBackupForGrowth}</p>
        ) : growth.error && !growth.data ? (
          <ErrorState title={memoryWords.couldNotCompare} error={growth.error} onRetry={() => void growth.refetch()} />
        ) : growth.data ? (
          <GrowthTable growth={growth.data} />
        ) : (
          <SkeletonRows rows={5} rowHeight={28} widths={[120, 60, 60]} />
        )}
      </div>
    </section>
  );
}

function GrowthTable({ growth }: { readonly growth: KeyGrowth }) {
  const several = areSeveral(growth);
  const rows = growth
    .map((one) => ({ ...one, bytes: one.bytesAfter - one.bytesBefore, keys: one.keysAfter - one.keysBefore }))
    .filter((one) => one.bytes !== 0 || one.keys !== 0)
    .toSorted((one, other) => Math.abs(other.bytes) - Math.abs(one.bytes));
  if (rows.length === 0) return <p className={classes.note}>{memoryWords.noPrefixGrewOrShrank}</p>;
  return (
    <table className={classes.table} aria-label={memoryWords.growthByPrefix}>
      <thead>
        <tr>
          <th>{memoryWords.prefix}</th>
          <th className={classes.figure}>{memoryWords.keys}</th>
          <th className={classes.figure}>{memoryWords.serialised}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <tr key={prefixId(row)}>
            <th scope="row">{prefixWords(row, several)}</th>
            <td className={classes.figure}>{signed(row.keys, count)}</td>
            <td className={classes.figure}>{signed(row.bytes, bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `+22.4 MB`, `−3` */
function signed(value: number, words: (value: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${words(Math.abs(value))}`;
}
