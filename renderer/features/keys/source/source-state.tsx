import {
  IconAlertTriangle,
  IconCircleCheck,
  IconFileSearch,
  IconLoader2,
  IconLock,
  IconPlayerPause,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { useConnection } from '../../../client/api.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { count, exactTime, fullTime, percent } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { readOnlyWords, totalsWords } from '../model/key-words.ts';
import * as sourceWords from '../words/source.ts';
import classes from './source-state.module.css';

interface SourceStateProps {
  readonly source: KeySource;
  readonly space: KeySpace | null;
  readonly stoppedAt: number | null;
}

/** How current and how complete the keys are, and their number. */
export function SourceState({ source, space, stoppedAt }: SourceStateProps) {
  const expired = space?.databases.reduce((sum, database) => sum + database.expired, 0) ?? 0;
  return (
    <>
      <FreshnessBadge source={source} space={space} stoppedAt={stoppedAt} />
      {space && space.phase !== 'opening' && (
        <span className={classes.totals}>
          {totalsWords(space)}
          {expired > 0 && sourceWords.countExpired(count(expired))}
        </span>
      )}
    </>
  );
}

function FreshnessBadge({ source, space, stoppedAt }: SourceStateProps) {
  const now = useNow();
  const connected = useConnection().state === 'connected';
  if (!connected)
    return <Badge icon={IconPlugConnectedX} tone="attention" label={sourceWords.disconnectedLastKnownKeys} />;
  if (stoppedAt !== null) {
    return <Badge icon={IconPlayerPause} tone="fact" label={sourceWords.stoppedExactTime(exactTime(stoppedAt, now))} />;
  }
  // The core tries again until the server answers.
  const isWaiting = source.kind === 'instance' && space !== null && space.problem !== null;
  if (space?.phase === 'failed' || (isWaiting && space.phase !== 'following'))
    return <Badge icon={IconAlertTriangle} tone="bad" label={sourceWords.incomplete} />;
  if (space === null || space.phase === 'opening')
    return <Badge icon={IconLoader2} tone="information" label={sourceWords.opening} />;
  if (space.phase === 'reading') {
    const share = space.fraction === null ? '' : ` ${percent(Math.min(space.fraction, 0.99), 0)}`;
    return <Badge icon={IconFileSearch} tone="information" label={sourceWords.readingShare(share)} />;
  }
  const { live } = space;
  // The server closed the connection: the shown keys were current until then.
  if (live && space.problem !== null)
    return <Badge icon={IconPlugConnectedX} tone="attention" label={sourceWords.notFollowing} />;
  if (live?.method === 'scan') {
    const seen = live.coverage === null ? '' : sourceWords.percentSeen(percent(live.coverage, 0));
    return <Badge icon={IconAlertTriangle} tone="attention" label={`SCAN${seen}`} title={coreDetail(live.reason)} />;
  }
  if (live) {
    const title =
      live.currentAt === null ? undefined : sourceWords.equalsTheServerAsOfCurrent(fullTime(live.currentAt));
    return <Badge icon={IconCircleCheck} tone="good" label={sourceWords.currentToTheLastWrite} title={title} />;
  }
  return <Badge icon={IconLock} tone="fact" label={readOnlyWords(source, space.savedAt, now)} />;
}
