import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type Draft, discardDraft } from '../model/draft.ts';
import * as formWords from '../words/form.ts';
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
      ? formWords.aboutApplyOrDiscardThisPlan(draft.about)
      : draft.kind === 'text' && !inText
        ? formWords.textHasUnappliedChanges
        : null;
  if (text === null) return null;
  return (
    <div className={classes.notice} data-tone="information" role="status">
      <div className={classes.noticeHead}>
        <IconInfoCircle size={16} aria-hidden="true" />
        <span className={classes.noticeTitle}>{text}</span>
        <Button variant="default" size="compact-xs" onClick={() => discardDraft(id)}>
          {formWords.discard}
        </Button>
      </div>
    </div>
  );
}
