import { useDebouncedValue } from '@mantine/hooks';
import { memo, useCallback, useState } from 'react';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { useConnection } from '../../../client/api.ts';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { useStore } from '../../../lib/store.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { KeyDetailsPane } from '../details/key-details.tsx';
import type { Editing } from '../edit/use-editing.ts';
import type { KeySort } from '../list/use-key-pages.ts';
import { idOf } from '../model/key-bytes.ts';
import { noFilter, type ShownFilter } from '../model/key-filter.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import { SourceFoot } from '../source/source-foot.tsx';
import type { KeySpaceFeed } from '../source/use-key-space.ts';
import { KeyTree, type SelectedFolder } from '../tree/key-tree.tsx';
import * as pageWords from '../words/page.ts';
import classes from './browse.module.css';
import { separatorStore } from './keys-actions.ts';
import { ListPane } from './list-pane.tsx';

/** While the user types, the last list stays. */
const DEBOUNCE_MS = 200;

interface BrowseProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
  readonly feed: KeySpaceFeed;
  readonly space: KeySpace;
  readonly editing: Editing;
  readonly filter: ShownFilter;
  readonly onFilter: (filter: ShownFilter) => void;
}

/** Tree, list and details. */
export function Browse({ source, place, feed, space, editing, filter: typed, onFilter }: BrowseProps) {
  const [sort, setSort] = useTabState<KeySort>('keys.sort', 'key');
  const separator = useStore(separatorStore) || ':';
  const [filter] = useDebouncedValue(typed, DEBOUNCE_MS);
  const connected = useConnection().state === 'connected';
  // Before the first key there is nothing to request, and a response would delay the first page.
  const enabled = connected && feed.stoppedAt === null && space.phase !== 'opening';
  const stale = !connected;
  const { database, prefix, direct, key } = place;
  const [revealed, setRevealed] = useState<string | null>(null);
  const listId = JSON.stringify([database, prefix, direct, filter, sort, separator]);
  const showAll = useCallback(() => onFilter(noFilter), [onFilter]);
  const selectFolder = useCallback(
    (folder: SelectedFolder) => navigateTo(keysAddress({ ...place, ...folder })),
    [place],
  );
  const severalDatabases = space.databases.length > 1;
  const reading = space.phase === 'opening' || space.phase === 'reading';
  return (
    <div className={classes.panes}>
      <div className={classes.keys}>
        <div className={classes.lists}>
          <div className={classes.tree}>
            {space.databases.length === 0 ? (
              reading && <SkeletonRows rows={8} rowHeight={28} widths={[110, 50, 50]} />
            ) : (
              <KeyTree
                key={separator}
                source={source}
                databases={space.databases}
                selected={place}
                openKey={key}
                onSelect={selectFolder}
                filter={filter}
                separator={separator}
                stale={stale}
                enabled={enabled}
              />
            )}
          </div>
          <div className={classes.list}>
            <ListPane
              key={listId}
              source={source}
              place={place}
              filter={filter}
              onShowAll={showAll}
              sort={sort}
              onSort={setSort}
              separator={separator}
              editing={editing}
              enabled={enabled}
              stale={stale}
              severalDatabases={severalDatabases}
              revealed={revealed}
              onRevealed={setRevealed}
              reading={reading}
              keys={space.keys}
              follows={space.live !== null && space.problem === null && feed.stoppedAt === null}
            />
          </div>
        </div>
        <SourceFoot source={source} feed={feed} />
      </div>
      <div className={classes.details} data-open={key !== null || undefined}>
        {key === null ? (
          <p className={classes.none}>{pageWords.selectAKey}</p>
        ) : (
          <OpenKey
            key={`${key.database}/${idOf(key.name)}`}
            source={source}
            place={place}
            open={key}
            separator={separator}
            editing={editing}
            enabled={enabled}
            stale={stale}
          />
        )}
      </div>
    </div>
  );
}

interface OpenKeyProps extends Pick<BrowseProps, 'source' | 'place' | 'editing'> {
  readonly open: NonNullable<KeysPlace['key']>;
  readonly separator: string;
  readonly enabled: boolean;
  readonly stale: boolean;
}

/** The details of the open key. Not rendered again while only the state of the source changes. */
const OpenKey = memo(function OpenKey({ source, place, open, ...rest }: OpenKeyProps) {
  return (
    <KeyDetailsPane
      {...rest}
      target={{ source, database: open.database, name: open.name }}
      onClose={() => navigateTo(keysAddress({ ...place, key: null }))}
      onRenamed={(name) => navigateTo(keysAddress({ ...place, key: { ...open, name } }))}
    />
  );
});
