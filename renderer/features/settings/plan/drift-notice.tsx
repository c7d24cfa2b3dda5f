import { Button } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { CONTAINER_PRIVILEGES, isContainerSetting } from '../../../../shared/contract/names.ts';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../lib/counted.ts';
import classes from '../form/settings-page.module.css';
import { setDraft } from '../model/draft.ts';
import { shownValue } from '../model/values.ts';
import * as planWords from '../words/plan.ts';

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
      about: kind === 'keep-live' ? planWords.savingLiveValues : planWords.applyingFileValues,
      leftOut: [],
    });
    onKeep?.();
  };
  const settingOf = (name: string) => settings.find((setting) => setting.name === name);
  const isContainerAlone = directives.every(isContainerSetting);
  const hasPrivileges = directives.includes(CONTAINER_PRIVILEGES);
  const where = drift.some((one) => one.where === 'container') ? planWords.itsContainer : planWords.theRunningServer;
  return (
    <section className={classes.notice} data-tone="attention" aria-label={planWords.differencesToTheRunningServer}>
      <div className={classes.noticeHead}>
        <IconArrowsDiff size={16} aria-hidden="true" />
        <span className={classes.noticeTitle}>
          {isContainerAlone
            ? hasPrivileges
              ? planWords.excessPrivileges
              : planWords.theContainerDiffersFromItsSettings
            : planWords.differencesToServer(
                counted(drift.length, planWords.settingDiffers, planWords.settingsDiffer),
                where,
              )}
        </span>
        {!isContainerAlone && (
          <Button variant="default" size="compact-xs" onClick={() => keep('keep-live')}>
            {planWords.saveLiveValuesToFile}
          </Button>
        )}
        <Button variant="default" size="compact-xs" onClick={() => keep('keep-file')}>
          {isContainerAlone ? planWords.convertContainer : planWords.applyFileToServer}
        </Button>
      </div>
      <ul className={classes.drifts}>
        {drift.map(({ directive, file, live }) => (
          <li key={directive}>
            <span className="mono">{directive}</span>
            <span>
              {planWords.live}
              <b>{shownValue(settingOf(directive), live)}</b>
            </span>
            <span>
              {planWords.file}
              <b>{shownValue(settingOf(directive), file)}</b>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
