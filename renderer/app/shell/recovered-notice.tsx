import { CloseButton } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { queryClient } from '../../client/query-client.ts';
import { Banner } from '../../components/feedback/banner.tsx';

/** An engine that comes back may let something be undone while the page is open: how often it is asked, ms. */
const ASK_EVERY_MS = 60_000;

/** Tells once what was undone because the program was cut off in the middle of it. */
export function RecoveredNotice() {
  const { data } = useQuery(
    orpc.app.recovered.queryOptions({
      refetchInterval: ASK_EVERY_MS,
      meta: { doing: 'Ask what was undone after a crash' },
    }),
  );
  const close = useAppMutation({
    doing: 'Close the notice',
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
      label="Undone after a crash"
      actions={<CloseButton size="sm" aria-label="Close this notice" onClick={() => close.mutate()} />}
    >
      {[...new Set(data)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Banner>
  );
}
