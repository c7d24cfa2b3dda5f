import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useConnection } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import * as libWords from '../../../lib/words.ts';
import type { PanelName } from '../model/panel-names.ts';
import type { PanelReport } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import classes from './panel.module.css';

interface PanelContentProps<T> {
  readonly id: string;
  readonly panel: PanelName;
  readonly report: PanelReport<T>;
  /** The content is not a list that scrolls by itself. */
  readonly scrolls?: boolean;
  readonly children: (data: T) => ReactNode;
}

/** The states of a panel: loading, not running, refused, and its report. */
export function PanelContent<T>({ id, panel, report, scrolls = false, children }: PanelContentProps<T>) {
  const stale = useConnection().state !== 'connected';
  const { data, error } = report;
  const title = frameWords.panelTitles[panel];
  return (
    <div
      className={`${classes.content} ${scrolls ? classes.scroll : ''}`}
      data-stale={stale || undefined}
      // What scrolls must be reached by the keyboard.
      {...(scrolls && { role: 'group', 'aria-label': title, tabIndex: 0 })}
    >
      {error && reasonOf(error).code === 'NOT_RUNNING' ? (
        <NotRunning id={id} message={reasonOf(error).message} />
      ) : error ? (
        <ErrorState
          title={frameWords.couldNotRead(libWords.insideSentence(title), id)}
          error={error}
          onRetry={report.retry}
          retrying={report.retrying}
        />
      ) : data === undefined || data === null ? (
        <SkeletonRows rows={12} rowHeight={30} widths={[120, 60, 140, 80, 60]} />
      ) : (
        children(data)
      )}
    </div>
  );
}

function NotRunning({ id, message }: { readonly id: string; readonly message: string }) {
  return (
    <EmptyState
      icon={IconPlayerStop}
      title={message}
      text={frameWords.startItToAskItsServer}
      actions={<Button onClick={() => navigateTo(`/instances/${id}`)}>{frameWords.goToId(id)}</Button>}
    />
  );
}
