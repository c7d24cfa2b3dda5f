import { Button, Menu, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconDownload, IconEqual, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Comparison } from '../../../../shared/contract/compare.ts';
import { useComparison } from '../../../client/use-comparison.ts';
import { Banner } from '../../../components/feedback/banner.tsx';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { percent } from '../../../lib/format.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { RestoreKeysDialogs } from '../../keys/restore/restore-keys-dialogs.tsx';
import { DifferenceDetails } from '../details/difference-details.tsx';
import { DifferenceList } from '../list/difference-list.tsx';
import { nothingChosen } from '../model/choice.ts';
import type { ChosenPlace } from '../model/compare-address.ts';

import { CompareTree } from '../tree/compare-tree.tsx';
import * as pageWords from '../words/page.ts';
import classes from './compare-head.module.css';
import { CompareHead } from './compare-head.tsx';
import { CompareTotals } from './compare-totals.tsx';
import { exportDifferences } from './export-differences.ts';

interface ComparePageProps {
  readonly place: ChosenPlace;
}

/** One comparison: totals, then by prefix, by key, by element. Mount it per pair of sources. */
export function ComparePage({ place }: ComparePageProps) {
  const { before, after } = place;
  const { state, error, refresh } = useComparison({ before, after });
  const [hideExpired, setHideExpired] = useTabState('compare.hideExpired', true);
  const [choice, setChoice] = useState(nothingChosen);
  const isReady = state?.phase === 'ready';
  const again = () => {
    setChoice(nothingChosen);
    refresh();
  };
  const content = () => {
    if (error !== null) return <ErrorState title={pageWords.couldNotCompare} error={error} onRetry={refresh} />;
    if (state?.phase === 'failed') {
      return <ErrorState title={pageWords.couldNotCompare} error={new Error(state.problem ?? '')} onRetry={refresh} />;
    }
    if (!isReady || state === null) {
      return <SkeletonRows rows={14} rowHeight={30} widths={[160, 60, 60, 240, 60, 60]} />;
    }
    const { added, removed, changed, expiryOnly, same } = state.counts;
    if (added + removed + changed + expiryOnly === 0) {
      const keys = counted(same, 'key');
      return <EmptyState icon={IconEqual} title={pageWords.noDifferences} text={pageWords.allKeysAreEqual(keys)} />;
    }
    return (
      <div className={classes.panes}>
        <CompareTree {...{ place, state, hideExpired, choice }} onChoice={setChoice} />
        <DifferenceList {...{ place, state, hideExpired, choice }} onChoice={setChoice} onRestored={again} />
        {place.key && (
          <DifferenceDetails
            key={JSON.stringify(place.key)}
            place={place}
            opened={place.key}
            revision={state.revision}
            onRestored={again}
          />
        )}
      </div>
    );
  };
  return (
    <>
      <CompareHead
        place={place}
        actions={<Actions place={place} isReady={isReady} hideExpired={hideExpired} onRefresh={again} />}
      />
      {state?.warnings.map((warning) => (
        <Banner key={warning} icon={IconAlertTriangle} tone="attention" role="status" label={coreDetail(warning)}>
          {coreDetail(warning)}
        </Banner>
      ))}
      {isReady && state ? (
        <CompareTotals place={place} state={state} hideExpired={hideExpired} onHideExpired={setHideExpired} />
      ) : (
        error === null &&
        state !== null &&
        state.phase !== 'failed' && (
          <div className={classes.totals} role="status">
            {progressWords(state)}
          </div>
        )
      )}
      {content()}
      <RestoreKeysDialogs />
    </>
  );
}

function progressWords({ phase, fraction }: Comparison): string {
  const share = fraction === null ? '' : percent(Math.min(fraction, 0.99), 0);
  if (phase === 'opening') return pageWords.waitingForTheData;
  return phase === 'comparing' ? pageWords.comparing(share) : pageWords.reading(share);
}

interface ActionsProps {
  readonly place: ChosenPlace;
  readonly isReady: boolean;
  readonly hideExpired: boolean;
  readonly onRefresh: () => void;
}

function Actions({ place, isReady, hideExpired, onRefresh }: ActionsProps) {
  return (
    <>
      <Tooltip label={pageWords.compareAgainWithTheServer}>
        <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRefresh}>
          {pageWords.refresh}
        </Button>
      </Tooltip>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={14} />} disabled={!isReady}>
            {pageWords.exportText}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void exportDifferences(place, hideExpired, 'csv')}>
            {pageWords.exportAsCsv}
          </Menu.Item>
          <Menu.Item onClick={() => void exportDifferences(place, hideExpired, 'jsonl')}>
            {pageWords.exportAsJsonLines}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
