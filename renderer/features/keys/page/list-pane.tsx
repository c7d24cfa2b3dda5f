import { Button } from '@mantine/core';
import { IconFilterOff, IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useMemo, useState } from 'react';
import type { KeyItem, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { useNewest } from '../../../lib/use-newest.ts';
import { deleteKey } from '../edit/do-edit.ts';
import type { Editing } from '../edit/use-editing.ts';
import { KEY_HEAD_HEIGHT, KEY_ROW_HEIGHT, KeyList } from '../list/key-list.tsx';
import { keyId, noKeys, type SelectedKeys } from '../list/key-selection.ts';
import { type KeyPages, type KeySort, useKeyPages } from '../list/use-key-pages.ts';
import { nameOf, shown } from '../model/key-bytes.ts';
import { filterOf, isMatching, type ShownFilter } from '../model/key-filter.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import { type TallRows, useTallRows } from '../rows/use-tall-rows.ts';
import * as pageWords from '../words/page.ts';
import { BulkBar } from './bulk-bar.tsx';
import { RestoreBar } from './restore-bar.tsx';

interface ListPaneProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
  readonly filter: ShownFilter;
  readonly onShowAll: () => void;
  readonly sort: KeySort;
  readonly onSort: (sort: KeySort) => void;
  readonly separator: string;
  readonly editing: Editing;
  readonly enabled: boolean;
  readonly stale: boolean;
  readonly severalDatabases: boolean;
  /** Keys are still being found. */
  readonly reading: boolean;
  /** How many keys the source has. */
  readonly keys: number;
  /** Keys that are written now appear. */
  readonly follows: boolean;
  /** The id of the open key that the list has shown; null before the first. */
  readonly revealed: string | null;
  readonly onRevealed: (id: string) => void;
}

/** The list of the selected folder with the actions on its keys. Mount it per folder, filter and order. */
export const ListPane = memo(function ListPane(props: ListPaneProps) {
  const { source, place, filter, sort, separator, editing, enabled, stale, reading } = props;
  const [newest, offer] = useNewest<Pick<KeyPages, 'total' | 'sizeBytes'>>('');
  const count = newest?.total ?? 0;
  const rows = useTallRows(count, KEY_ROW_HEIGHT, KEY_HEAD_HEIGHT);
  const found = useKeyPages({ source, place, filter, sort, separator, enabled }, rows.first, rows.last);
  offer(found.total === null ? null : found, found.readAt);
  const pages = useMemo(
    () => (newest ? { ...found, total: newest.total, sizeBytes: newest.sizeBytes } : found),
    [found, newest],
  );
  const opened = useRevealedKey(props, rows, count);
  const [selected, setSelected] = useState<SelectedKeys>(noKeys);
  const { instance, blocked } = editing;
  const remove = ({ database, key }: KeyItem) => {
    if (instance !== null && blocked === null) void deleteKey({ instance, database, name: key });
  };
  const instead = () => {
    if (pages.error !== null && pages.total === null) {
      return <ErrorState title={pageWords.couldNotListTheKeys} error={pages.error} onRetry={pages.retry} />;
    }
    // The state of the source is newer than the page of its keys.
    const isOutdated = pages.total === 0 && props.keys > 0 && isWhole(place, filter);
    if (pages.total === null || (isOutdated && !reading))
      return <SkeletonRows rows={14} rowHeight={KEY_ROW_HEIGHT} widths={[190, 44, 44, 60]} />;
    if (pages.total > 0) return null;
    if (reading)
      return <EmptyState icon={IconKey} title={pageWords.noKeysHereYet} text={pageWords.keysAppearAsTheyAreRead} />;
    if (isMatching(filter)) {
      return (
        <EmptyState
          icon={IconFilterOff}
          title={pageWords.noKeysMatch}
          text={props.follows ? pageWords.laterKeysAppearHere : undefined}
          actions={<Button onClick={props.onShowAll}>{pageWords.showAllKeys}</Button>}
        />
      );
    }
    return <EmptyState icon={IconKey} title={pageWords.noKeysHere} text={emptyFolderWords(place)} />;
  };
  return (
    <>
      <KeyList
        pages={pages}
        rows={rows}
        place={place}
        filter={filter}
        separator={separator}
        sort={sort}
        onSort={props.onSort}
        stale={stale}
        showsDatabase={props.severalDatabases && place.database === null}
        selection={{ keys: selected, set: setSelected }}
        openedAt={opened}
        onOpen={({ database, key }) => {
          // The row that the user has clicked.
          props.onRevealed(keyId({ database, key }));
          navigateTo(keysAddress({ ...place, key: { database, name: key } }));
        }}
        onDelete={remove}
        instead={instead()}
      />
      {instance !== null && (
        <BulkBar
          instance={instance}
          blocked={blocked}
          place={place}
          filter={filter}
          separator={separator}
          pages={pages}
          selected={selected}
          onClear={() => setSelected(noKeys)}
        />
      )}
      {instance === null && (
        <RestoreBar
          source={source}
          place={place}
          filter={filter}
          separator={separator}
          pages={pages}
          selected={selected}
          onClear={() => setSelected(noKeys)}
        />
      )}
    </>
  );
});

/** Whether the list shows every key of the source. */
function isWhole({ database, prefix, direct }: KeysPlace, filter: ShownFilter): boolean {
  return database === null && prefix === null && !direct && !isMatching(filter);
}

function emptyFolderWords({ database, prefix, direct }: KeysPlace): string {
  if (database === null) return '';
  if (prefix !== null) return pageWords.noKeyHasThePrefix(shown(prefix));
  return direct ? pageWords.everyKeyHasAPrefix : pageWords.databaseHasNoKeys(database);
}

/**
 * Scrolls once to the key that a link has opened.
 * @returns its row; null while unknown
 */
function useRevealedKey(props: ListPaneProps, rows: TallRows, count: number): number | null {
  const { source, place, filter, sort, separator, enabled, reading, revealed, onRevealed } = props;
  const { key } = place;
  const id = key && keyId({ database: key.database, key: key.name });
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const locate = key ? { locate: { database: key.database, key: nameOf(key.name) } } : {};
  const { data } = useQuery(
    orpc.keyspace.list.queryOptions({
      input: { source, filter: filterOf(filter, place, separator), sort, limit: 0, ...locate },
      enabled: enabled && !reading && id !== null && id !== revealed,
      gcTime: 0,
      meta: { doing: pageWords.findTheKeyInTheList },
    }),
  );
  const at = id === null || id === revealed ? undefined : data?.locatedAt;
  const { reveal, isMeasured } = rows;
  useEffect(() => {
    if (id === null || at === undefined) return;
    if (at === null) return onRevealed(id);
    if (at >= count || !isMeasured) return;
    reveal(at);
    setOpenedAt(at);
    onRevealed(id);
  }, [id, at, count, isMeasured, reveal, onRevealed]);
  return openedAt;
}
