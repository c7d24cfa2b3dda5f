import { Button } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { CONTAINER_PRIVILEGES, isContainerSetting } from '../../../../shared/contract/names.ts';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { setDraft } from '../form/draft.ts';
import classes from '../form/settings-page.module.css';
import { shownValue } from '../form/values.ts';

interface DriftNoticeProps {
  readonly document: SettingsDocument;
  /** Called after the choice, when its plan is ready for review. */
  readonly onKeep?: () => void;
}

/** Drift between the file and the running server or its container. The user chooses which values win. */
export function DriftNotice({ document, onKeep }: DriftNoticeProps) {
  const { id, drift, settings } = document;
  if (drift.length === 0) return null;
  const directives = drift.map(({ directive }) => directive);
  const keep = (kind: 'keep-live' | 'keep-file') => {
    setDraft(id, {
      kind: 'ready',
      request: { kind, directives },
      about: kind === 'keep-live' ? 'Saving the live values to the file' : 'Applying the file’s values to the server',
      leftOut: [],
    });
    onKeep?.();
  };
  const settingOf = (name: string) => settings.find((setting) => setting.name === name);
  const isContainerAlone = directives.every(isContainerSetting);
  const hasPrivileges = directives.includes(CONTAINER_PRIVILEGES);
  const where = drift.some((one) => one.where === 'container') ? 'its container' : 'the running server';
  return (
    <section className={classes.notice} data-tone="attention" aria-label="Differences to the running server">
      <div className={classes.noticeHead}>
        <IconArrowsDiff size={16} aria-hidden="true" />
        <span className={classes.noticeTitle}>
          {isContainerAlone
            ? hasPrivileges
              ? 'The container has more privileges than Redis needs'
              : 'The container differs from its settings'
            : `${counted(drift.length, 'setting differs', 'settings differ')} between the file and ${where}`}
        </span>
        {!isContainerAlone && (
          <Button variant="default" size="compact-xs" onClick={() => keep('keep-live')}>
            Save live values to file
          </Button>
        )}
        <Button variant="default" size="compact-xs" onClick={() => keep('keep-file')}>
          {isContainerAlone ? 'Convert container' : 'Apply file to server'}
        </Button>
      </div>
      <ul className={classes.drifts}>
        {drift.map(({ directive, file, live }) => (
          <li key={directive}>
            <span className="mono">{directive}</span>
            <span>
              live <b>{shownValue(settingOf(directive), live)}</b>
            </span>
            <span>
              file <b>{shownValue(settingOf(directive), file)}</b>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
