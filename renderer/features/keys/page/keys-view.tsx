import { Button, FileButton } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { Navigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { fileTaker } from '../../../lib/file-taker.ts';
import { useStore } from '../../../lib/store.ts';
import { type KeysPlace, type KeysSearch, keysAddress, placeOf, sourceId } from '../model/keys-address.ts';
import { openKeysFile, sendingFile, stopSending } from '../source/open-file.ts';
import { SendingFile } from '../source/sending-file.tsx';
import * as pageWords from '../words/page.ts';
import { KeysHead } from './keys-head.tsx';
import { KeysPage } from './keys-page.tsx';

/** The keys of an instance, a backup or a file. */
export function KeysView() {
  const path = useParams({ strict: false });
  const search: KeysSearch = useSearch({ strict: false });
  const place = useSame(placeOf(path, search));
  const sending = useStore(sendingFile);
  useEffect(() => {
    fileTaker.set({ words: pageWords.dropToBrowseItsKeys, take: ([file]) => file && void openKeysFile(file) });
    return () => fileTaker.set(null);
  }, []);
  return (
    <>
      {sending && <SendingFile {...sending} onStop={stopSending} />}
      {place.source === null ? (
        <NoSource place={place} />
      ) : (
        <KeysPage key={sourceId(place.source)} source={place.source} place={place} />
      )}
    </>
  );
}

/** Equal places are the same object, so that their content is not rendered again. */
function useSame(place: KeysPlace): KeysPlace {
  const address = keysAddress(place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address holds everything of a place
  return useMemo(() => place, [address]);
}

/** Without a source: main or the first instance, or a file if there is none. */
function NoSource({ place }: { readonly place: KeysPlace }) {
  const { items } = useLiveStatuses();
  const first = items?.find(({ id }) => id === MAIN) ?? items?.[0];
  if (first) return <Navigate to="/keys/$id" params={{ id: first.id }} replace />;
  return (
    <>
      <KeysHead place={place} />
      {items === undefined ? (
        <SkeletonRows rows={16} rowHeight={30} widths={[120, 60, 60, 240, 60, 60]} />
      ) : (
        <EmptyState
          icon={IconKey}
          title={pageWords.noInstancesYet}
          text={pageWords.theKeysOfAnInstanceAppear}
          actions={
            <FileButton
              accept=".rdb,.aof,.gz,.tar,.tgz,.redis-backup"
              onChange={(file) => file && void openKeysFile(file)}
            >
              {(props) => <Button {...props}>{pageWords.openAFile}</Button>}
            </FileButton>
          }
        />
      )}
    </>
  );
}
