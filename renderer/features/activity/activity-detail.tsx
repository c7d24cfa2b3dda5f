import { ActionIcon, Anchor } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { elapsed, fullTime, relativeTime } from '../../format.ts';
import { go } from '../../go.ts';
import { useNow } from '../../now.ts';
import { backupKey, shownBackup } from '../backups/asked.ts';
import { placeOf } from '../charts/event-look.ts';
import classes from './activity-detail.module.css';
import { endOf, faceOf, outcomeOf } from './activity-words.ts';
import { EventSign } from './event-sign.tsx';

interface ActivityDetailProps {
  readonly event: ActivityEvent;
  readonly onClose: () => void;
}

/** All that is known of one event, and the way to what it was about. */
export function ActivityDetail({ event, onClose }: ActivityDetailProps) {
  const { title, detail, instance, backup, at, finishedAt } = event;
  const now = useNow();
  const place = placeOf(event);
  return (
    <aside className={classes.pane} aria-label={title}>
      <header className={classes.head}>
        <EventSign event={event} />
        <h2 className={classes.title}>{title}</h2>
        <ActionIcon variant="subtle" size={24} aria-label="Close the details" onClick={onClose}>
          <IconX size={14} />
        </ActionIcon>
      </header>
      <div className={classes.body}>
        {detail && (
          <p className={classes.detail} data-outcome={event.outcome}>
            {detail}
          </p>
        )}
        <dl className={classes.facts}>
          <Fact name="Outcome">{outcomeOf(event) ?? 'seen, not done by this app'}</Fact>
          <Fact name="From">{faceOf(event) ?? 'nobody: it happened by itself, or outside of this app'}</Fact>
          <Fact name="Began">{fullTime(at)}</Fact>
          {finishedAt !== null && finishedAt !== at && (
            <Fact name="Ended">
              {fullTime(finishedAt)}{' '}
              <span className="text-3">after {elapsed(Date.parse(finishedAt) - Date.parse(at))}</span>
            </Fact>
          )}
          <Fact name="Age">{relativeTime(endOf(event), now)}</Fact>
          {instance !== null && (
            <Fact name="Instance">
              <Anchor fz="inherit" component={Link} to={`/instances/${instance}`}>
                {instance}
              </Anchor>
            </Fact>
          )}
          {backup !== null && instance !== null && event.kind !== 'delete-backup' && (
            <Fact name="Backup">
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
        </dl>
        <div className={classes.links}>
          <Anchor fz="inherit" component={Link} to={place.to}>
            {place.name}
          </Anchor>
          <CopyButton value={JSON.stringify(event)} what="it as JSON" />
        </div>
      </div>
    </aside>
  );
}

function showBackup(instance: string, name: string): void {
  shownBackup.set(backupKey({ instance, name }));
  go(`/backups/${instance}`);
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
