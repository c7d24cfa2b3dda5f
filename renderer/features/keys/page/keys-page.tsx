import { Button } from '@mantine/core';
import { IconAlertTriangle, IconKey, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { reasonOf } from '../../../client/errors.ts';
import { partOfPage } from '../../../client/lost-files.ts';
import { queryClient } from '../../../client/query-client.ts';
import { Banner } from '../../../components/feedback/banner.tsx';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useStore } from '../../../lib/store.ts';
import { useStable } from '../../../lib/use-stable.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { lastChange, undoLastChange } from '../edit/do-edit.ts';
import { keyDialog } from '../edit/key-dialog-state.ts';
import { KeyDialogs } from '../edit/key-dialogs.tsx';
import { useEditing } from '../edit/use-editing.ts';
import { type KeySort, keyPage } from '../list/use-key-pages.ts';
import { noFilter, type ShownFilter } from '../model/key-filter.ts';
import { sourceWords } from '../model/key-words.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import { RestoreKeysDialogs } from '../restore/restore-keys-dialogs.tsx';
import { DataSwitch } from '../source/data-switch.tsx';
import { SourceState } from '../source/source-state.tsx';
import { useFreshPages } from '../source/use-fresh-pages.ts';
import { useKeySpace } from '../source/use-key-space.ts';
import { folderPage } from '../tree/use-folder-pages.ts';
import * as pageWords from '../words/page.ts';
import { Browse } from './browse.tsx';
import { keysOnScreen, separatorStore } from './keys-actions.ts';
import { KeysFilters } from './keys-filters.tsx';
import { KeysHead, NewKeyButton } from './keys-head.tsx';

/** Loads recharts. */
const MemoryTab = lazy(() =>
  partOfPage(async () => ({ default: (await import('../memory/memory-tab.tsx')).MemoryTab })),
);

const noDatabases: KeySpace['databases'] = [];

interface KeysPageProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
}

/** All keys of one source. Mount it per source. */
export function KeysPage({ source, place }: KeysPageProps) {
  const [filter, setFilter] = useTabState<ShownFilter>('keys.filter', noFilter);
  const [sort] = useTabState<KeySort>('keys.sort', 'key');
  const separator = useStore(separatorStore) || ':';
  // Requested while the lists are rendered, which takes as long as the response.
  const feed = useKeySpace(
    source,
    useStable(({ databases: [first] }: KeySpace) => {
      if (place.tab !== 'browse' || first === undefined) return;
      const options = { source, place, filter, sort, separator, enabled: true };
      void queryClient.prefetchQuery(keyPage(options, 0));
      const database = place.database ?? first.index;
      void queryClient.prefetchQuery(folderPage(options, { database, prefix: null }, 0));
    }),
  );
  const { space, error, stoppedAt } = feed;
  const own = useEditing(source);
  // The view would not show the change.
  const paused = stoppedAt === null ? null : pageWords.followAgainToChange(own.instance);
  const editing = useMemo(() => ({ ...own, blocked: own.blocked ?? paused }), [own, paused]);
  useFreshPages(source, stoppedAt === null ? (space?.keysRevision ?? null) : null);
  const change = useStore(lastChange);

  const problem = regexProblem(filter);
  const applied = useMemo(() => (problem === null ? filter : { ...filter, text: '' }), [filter, problem]);
  const onFilter = useStable(setFilter);
  const { instance, blocked } = editing;
  const newKey = useStable(() => {
    if (instance === null) return;
    const database = place.database ?? (filter.database === null ? 0 : Number(filter.database));
    keyDialog.set({ kind: 'new', instance, database, prefix: place.prefix });
  });
  const switchTab = useStable(() =>
    navigateTo(keysAddress({ ...place, tab: place.tab === 'memory' ? 'browse' : 'memory' })),
  );
  // It was read completely, so the lists show the state when the connection was lost.
  const isLost = space?.phase === 'following' && space.problem !== null;
  const canCreate = instance !== null && blocked === null;
  const canUndo = change !== null && change.instance === instance;
  useEffect(() => {
    keysOnScreen.set({
      newKey: canCreate ? newKey : null,
      switchTab,
      undo: canUndo ? () => void undoLastChange() : null,
    });
    return () => keysOnScreen.set(null);
  }, [canCreate, canUndo, newKey, switchTab]);

  // Nothing of it was read, so only the reason is shown.
  const unopened = space?.phase === 'failed' && space.keys === 0 ? new Error(coreDetail(space.problem)) : null;
  const failure = space === null ? error : unopened;

  const content = () => {
    if (failure !== null) {
      const isGone = unopened === null && reasonOf(failure).code === 'NOT_FOUND';
      return (
        <ErrorState
          title={
            isGone
              ? pageWords.sourceWordsNoLongerExists(sourceWords(source, place.fileName))
              : pageWords.couldNotOpenSourceWords(sourceWords(source, place.fileName))
          }
          error={failure}
          onRetry={feed.retry}
          actions={
            isGone || unopened !== null ? (
              <Button variant={isGone ? 'filled' : 'default'} onClick={() => navigateTo('/keys')}>
                {pageWords.showOtherKeys}
              </Button>
            ) : undefined
          }
        />
      );
    }
    const filters = (
      <KeysFilters
        filter={filter}
        onFilter={onFilter}
        databases={space?.databases ?? noDatabases}
        editing={editing}
        problem={problem}
      />
    );
    if (space === null) {
      return (
        <>
          {place.tab === 'browse' && filters}
          <SkeletonRows rows={16} rowHeight={30} widths={[120, 60, 60, 240, 60, 60]} />
        </>
      );
    }
    if (place.tab === 'memory') {
      return (
        <Suspense fallback={<SkeletonRows rows={10} />}>
          <MemoryTab source={source} place={place} space={space} editing={editing} separator={separator} />
        </Suspense>
      );
    }
    const isEmpty = space.keys === 0 && (space.phase === 'ready' || space.phase === 'following');
    if (isEmpty && place.key === null) {
      const words = sourceWords(source, place.fileName);
      const live = isLost ? pageWords.keysAppearAfterItsStart : pageWords.keysAppearHere;
      return (
        <EmptyState
          icon={IconKey}
          title={isLost ? pageWords.sourceWordsHeldNoKeys(words) : pageWords.sourceWordsHoldsNoKeys(words)}
          text={instance === null ? pageWords.itWasSavedWhileItsDatabases : live}
          actions={canCreate ? <Button onClick={newKey}>{pageWords.newKey}</Button> : undefined}
        />
      );
    }
    return (
      <>
        {filters}
        <Browse
          source={source}
          place={place}
          feed={feed}
          space={space}
          editing={editing}
          filter={applied}
          onFilter={onFilter}
        />
      </>
    );
  };
  return (
    <>
      <KeysHead
        place={place}
        state={
          failure !== null ? null : (
            <>
              <SourceState source={source} space={space} stoppedAt={stoppedAt} />
              <DataSwitch source={source} fileName={place.fileName} dataSets={space?.dataSets} />
            </>
          )
        }
        actions={instance !== null && place.tab === 'browse' && <NewKeyButton blocked={blocked} onNew={newKey} />}
      />
      {space?.problem && failure === null && (
        <Banner
          icon={IconAlertTriangle}
          tone="danger"
          role="status"
          label={isLost ? pageWords.notFollowed : pageWords.notAllKeysCouldBeRead}
          actions={
            <Button variant="default" size="compact-xs" onClick={feed.retry}>
              {pageWords.tryAgain}
            </Button>
          }
        >
          <strong>{isLost ? pageWords.notFollowed2 : pageWords.notAllKeysCouldBeRead2}</strong>{' '}
          {coreDetail(space.problem)}
        </Banner>
      )}
      {space?.isDeleted && (
        <Banner icon={IconTrash} tone="attention" role="status" label={pageWords.backupDeleted}>
          <strong>{pageWords.thisBackupWasDeleted}</strong> {pageWords.itsKeysStayListedUntil}
        </Banner>
      )}
      {content()}
      <KeyDialogs />
      <RestoreKeysDialogs />
    </>
  );
}

/** The problem with a regular expression, checked before the app is asked. */
function regexProblem({ kind, text }: ShownFilter): string | null {
  if (kind !== 'regex') return null;
  try {
    new RegExp(text, 'u');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
  }
}
