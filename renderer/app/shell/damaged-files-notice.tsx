import { Button } from '@mantine/core';
import { IconFileAlert } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../client/api.ts';
import { Banner } from '../../components/feedback/banner.tsx';
import * as appWords from '../words.ts';
import { RecoveryDialog } from './recovery-dialog.tsx';

/** A file is set aside when it is read, which can be long after the start. */
const POLL_INTERVAL_MS = 60_000;

/** Reports damaged state files, and opens the dialog that rebuilds them. */
export function DamagedFilesNotice() {
  const [opened, setOpened] = useState(false);
  const { data = [] } = useQuery(
    orpc.recovery.damaged.queryOptions({
      refetchInterval: POLL_INTERVAL_MS,
      meta: { doing: appWords.readWhichFilesAreDamaged },
    }),
  );
  return (
    <>
      {data.length > 0 && (
        <Banner
          icon={IconFileAlert}
          tone="attention"
          label={appWords.damagedFiles}
          actions={
            <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
              {appWords.backUpAndRebuild}
            </Button>
          }
        >
          <p>{appWords.filesWereDamaged([...new Set(data.map(({ file }) => file))])}</p>
        </Banner>
      )}
      <RecoveryDialog files={data} opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
