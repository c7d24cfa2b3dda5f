import { Button, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { HistoryEntry, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { orpc } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { Drawer } from '../../../components/layout/drawer.tsx';
import { DrawerBody } from '../../../components/layout/drawer-parts.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { exactTime } from '../../../lib/format.ts';
import { shownValue } from '../model/values.ts';
import { planRevert } from '../plan/plan-revert.ts';
import * as historyWords from '../words/history.ts';
import classes from './history-drawer.module.css';

interface HistoryDrawerProps {
  readonly document: SettingsDocument;
  readonly onClose: () => void;
}

/** Applied plans with client, time and changes; each can be reverted if possible. */
export function HistoryDrawer({ document, onClose }: HistoryDrawerProps) {
  const { id } = document;
  const { data, error, refetch, isFetching } = useQuery(
    orpc.settings.history.queryOptions({ input: { id }, staleTime: 0, meta: { doing: historyWords.readTheHistory } }),
  );
  const revert = (entry: HistoryEntry) => {
    planRevert(entry);
    onClose();
  };
  return (
    <Drawer title={historyWords.history} subtitle={historyWords.ofTheSettingsOfId(id)} onClose={onClose} width={560}>
      <DrawerBody flush>
        {data === undefined && error && (
          <ErrorState
            title={historyWords.couldNotReadTheHistory}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        )}
        {data === undefined && !error && <SkeletonRows rows={4} rowHeight={64} widths={[80, 200]} />}
        {data?.length === 0 && <p className={classes.none}>{historyWords.noChangesYetHint}</p>}
        <ol className={classes.list} aria-label={historyWords.appliedChanges}>
          {data?.map((entry) => (
            <Entry key={entry.id} entry={entry} document={document} onRevert={() => revert(entry)} />
          ))}
        </ol>
      </DrawerBody>
    </Drawer>
  );
}

const clients = {
  desktop: historyWords.theDesktopApp,
  browser: historyWords.aBrowser,
  terminal: historyWords.aTerminal,
} as const;

const titles = {
  changes: historyWords.settingsChanged,
  text: historyWords.textChanged,
  copy: historyWords.copiedFromAnotherInstance,
  revert: historyWords.reverted,
  'keep-live': historyWords.liveValuesSavedToFile,
  'keep-file': historyWords.fileValuesApplied,
  upgrade: historyWords.upgradedTitle,
} as const;

interface EntryProps {
  readonly entry: HistoryEntry;
  readonly document: SettingsDocument;
  readonly onRevert: () => void;
}

function Entry({ entry, document, onRevert }: EntryProps) {
  const { at, face, what, changes, restarted, safetyBackup, revertible } = entry;
  const settingOf = (name: string) => document.settings.find((setting) => setting.name === name);
  const notRevertible =
    what === 'upgrade' ? historyWords.anUpgradeCannotBeRevertedHere : historyWords.aPasswordChangedAndOldPasswords;
  return (
    <li className={classes.entry}>
      <div className={classes.line}>
        <b>{titles[what]}</b>
        <span className="text-3">
          <Time at={at} />
          {historyWords.atFromValue(exactTime(at), clients[face])}
        </span>
        <Tooltip label={notRevertible} disabled={revertible}>
          <Button
            variant="default"
            size="compact-xs"
            className={classes.revert ?? ''}
            aria-label={historyWords.revertTheChangeOfAt(exactTime(at))}
            aria-disabled={!revertible}
            data-disabled={!revertible}
            onClick={() => revertible && onRevert()}
          >
            {historyWords.revert}
          </Button>
        </Tooltip>
      </div>
      <ul className={classes.changes}>
        {changes.map(({ directive, from, to }) => (
          <li key={directive}>
            <span>{directive}</span> {shownValue(settingOf(directive), from)} →{' '}
            <b>{shownValue(settingOf(directive), to)}</b>
          </li>
        ))}
        {changes.length === 0 && <li>{historyWords.onlyCommentsOrLineOrder}</li>}
      </ul>
      <p className="text-3">
        {restarted ? historyWords.withOneRestart : historyWords.withoutARestart}
        {safetyBackup !== null && (
          <>
            {historyWords.safetyBackup}
            <span className="mono">{safetyBackup}</span>
          </>
        )}
      </p>
    </li>
  );
}
