import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { useLiveStatus } from '../../client/live.ts';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { Fact, Facts } from '../../components/layout/facts.tsx';
import { SidePane } from '../../components/layout/side-pane.tsx';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { elapsed, fullTime, relativeTime } from '../../lib/format.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useNow } from '../../lib/now.ts';
import { LONGEST } from '../../lib/time-ranges.ts';
import { backupKey, shownBackup } from '../backups/actions/backup-dialog-state.ts';
import classes from './activity-detail.module.css';
import { clientOf, endOf, outcomeOf } from './activity-words.ts';
import { EventSign } from './event-sign.tsx';
import { placeOf } from './event-style.ts';
import { EventUndo } from './event-undo.tsx';
import * as activityWords from './words.ts';

interface ActivityDetailProps {
  readonly event: ActivityEvent;
  readonly onClose: () => void;
}

/** The details of an event, with links to its instance and backup. */
export function ActivityDetail({ event, onClose }: ActivityDetailProps) {
  const { detail, instance, backup, at, finishedAt } = event;
  const title = coreSentence(event.title);
  const now = useNow();
  const place = placeOf(event);
  const charts = useChartsOf(event, now);
  return (
    <SidePane label={title} sign={<EventSign event={event} />} title={title} onClose={onClose}>
      {detail && (
        <p className={classes.detail} data-outcome={event.outcome}>
          {coreDetail(detail)}
        </p>
      )}
      <div className={classes.facts}>
        <Facts nameWidth={80}>
          <Fact name={activityWords.outcome}>{outcomeOf(event) ?? activityWords.detectedNotDoneByThisApp}</Fact>
          <Fact name={activityWords.source}>{clientOf(event) ?? activityWords.noClient}</Fact>
          <Fact name={activityWords.began}>{fullTime(at)}</Fact>
          {finishedAt !== null && finishedAt !== at && (
            <Fact name={activityWords.ended}>
              {fullTime(finishedAt)}{' '}
              <span className="text-3">
                {activityWords.afterElapsed(elapsed(Date.parse(finishedAt) - Date.parse(at)))}
              </span>
            </Fact>
          )}
          <Fact name={activityWords.age}>{relativeTime(endOf(event), now)}</Fact>
          {instance !== null && (
            <Fact name={activityWords.instance}>
              <Anchor fz="inherit" component={Link} to={`/instances/${instance}`}>
                {instance}
              </Anchor>
            </Fact>
          )}
          {backup !== null && instance !== null && event.kind !== 'delete-backup' && (
            <Fact name={activityWords.backup}>
              <Anchor
                fz="inherit"
                ta="left"
                component="button"
                type="button"
                onClick={() => showBackup(instance, backup)}
              >
                {backup}
              </Anchor>
            </Fact>
          )}
        </Facts>
      </div>
      <div className={classes.links}>
        <Anchor fz="inherit" component={Link} to={place.to}>
          {place.name}
        </Anchor>
        {charts && (
          <Anchor fz="inherit" renderRoot={(props) => <Link {...props} {...charts} />}>
            {activityWords.showOnCharts}
          </Anchor>
        )}
        <span className={classes.buttons}>
          <EventUndo event={event} />
          <CopyButton value={JSON.stringify(event)} what={activityWords.theEventAsJson} />
        </span>
      </div>
    </SidePane>
  );
}

/** The charts of that time: of its instance, or of all instances if it was removed. */
function useChartsOf({ instance, at }: ActivityEvent, now: number) {
  const exists = useLiveStatus(instance ?? '') !== undefined;
  if (now - Date.parse(at) > LONGEST) return null;
  return { to: instance !== null && exists ? `/charts/${instance}` : '/charts', search: { at } };
}

function showBackup(instance: string, name: string): void {
  shownBackup.set(backupKey({ instance, name }));
  navigateTo(`/backups/${instance}`);
}
