import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type Draft, discardDraft } from './draft.ts';
import classes from './settings-page.module.css';

interface DraftNoticeProps {
  readonly id: string;
  readonly draft: Draft;
  readonly inText: boolean;
}

/** Explains why the form is locked: only one plan can exist at a time. */
export function DraftNotice({ id, draft, inText }: DraftNoticeProps) {
  const text =
    draft.kind === 'ready'
      ? `${draft.about}. Apply or discard this plan first.`
      : draft.kind === 'text' && !inText
        ? 'The text of redis.conf has unapplied changes. Apply or discard them first.'
        : null;
  if (text === null) return null;
  return (
    <div className={classes.notice} data-tone="information" role="status">
      <div className={classes.noticeHead}>
        <IconInfoCircle size={16} aria-hidden="true" />
        <span className={classes.noticeTitle}>{text}</span>
        <Button variant="default" size="compact-xs" onClick={() => discardDraft(id)}>
          Discard
        </Button>
      </div>
    </div>
  );
}
