import { CloseButton } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { queryClient } from '../../client/query-client.ts';
import { Banner } from '../../components/feedback/banner.tsx';
import * as appWords from '../words.ts';

/** The app can also roll back an operation later, when Docker becomes reachable again. */
const POLL_INTERVAL_MS = 60_000;

/** Shows once which interrupted operations the app rolled back. */
export function RecoveredNotice() {
  const { data } = useQuery(
    orpc.app.recovered.queryOptions({
      refetchInterval: POLL_INTERVAL_MS,
      meta: { doing: appWords.readWhatWasRolledBackAfter },
    }),
  );
  const close = useAppMutation({
    doing: appWords.closeTheNotice,
    run: async () => {
      await api.app.forgetRecovered();
      await queryClient.invalidateQueries({ queryKey: orpc.app.recovered.key() });
    },
  });
  if (!data || data.length === 0) return null;
  return (
    <Banner
      icon={IconHistoryToggle}
      tone="information"
      label={appWords.undoneAfterACrash}
      actions={<CloseButton size="sm" aria-label={appWords.closeThisNotice} onClick={() => close.mutate()} />}
    >
      {[...new Set(data)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Banner>
  );
}
