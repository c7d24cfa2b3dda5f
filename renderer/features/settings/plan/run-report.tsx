import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowRight, IconCircleCheck } from '@tabler/icons-react';
import type { SettingsApplied, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { setDraft } from '../model/draft.ts';
import { shownValue } from '../model/values.ts';
import * as planWords from '../words/plan.ts';
import classes from './plan-pane.module.css';

interface RunReportProps {
  readonly document: SettingsDocument;
  readonly report: SettingsApplied;
  readonly onClose: () => void;
}

/** The result of an applied plan. */
export function RunReport({ document, report, onClose }: RunReportProps) {
  const { id, applied, restarted, safetyBackup, entry } = report;
  const settingOf = (name: string) => document.settings.find((setting) => setting.name === name);
  const secret = applied.some(({ directive }) => settingOf(directive)?.kind === 'secret');
  const revert = () => {
    if (entry === null) return;
    onClose();
    setDraft(id, {
      kind: 'ready',
      request: { kind: 'revert', entry },
      about: planWords.revertingTheLastChange,
      leftOut: [],
    });
  };
  return (
    <section className={classes.pane} aria-label={planWords.report}>
      <header className={classes.head}>
        <IconCircleCheck size={16} className={classes.good} aria-hidden="true" />
        <h2 className={classes.title}>{planWords.applied}</h2>
        <span className={classes.summary}>
          {restarted ? planWords.idWasRestartedOnce(id) : planWords.idWasNotRestarted(id)}
          {safetyBackup !== null && planWords.afterASafetyBackup}
        </span>
      </header>
      <div className={classes.scroll}>
        <ul className={classes.lines} aria-label={planWords.whatWasChanged}>
          {applied.map(({ directive, from, to, how }) => (
            <li key={directive} className={classes.line}>
              <span className={classes.directive}>{directive}</span>
              <span className={classes.values}>
                <del className={classes.from}>{shownValue(settingOf(directive), from)}</del>
                <IconArrowRight size={12} aria-label={planWords.to} />
                <ins className={classes.to}>{shownValue(settingOf(directive), to)}</ins>
              </span>
              <span className={classes.how}>{document.running && how === 'live' ? planWords.live3 : ''}</span>
            </li>
          ))}
          {applied.length === 0 && <li className={classes.line}>{planWords.onlyTheTextOfRedisConf}</li>}
        </ul>
        <p className={classes.nothing}>
          {document.running
            ? // A plan with a safety backup may have lost keys as planned.
              safetyBackup === null
              ? planWords.verifiedSettingsActiveAllKeys
              : planWords.verifiedSettingsActive
            : planWords.effectiveAtNextStart}
          {safetyBackup !== null && (
            <>
              {planWords.safetyBackup}
              <span className="mono">{safetyBackup}</span>.
            </>
          )}
        </p>
      </div>
      <footer className={classes.foot}>
        <div className={classes.footRow}>
          <span className={classes.terminal}>
            {secret && <span className="text-3">{planWords.aPasswordChangeCannotBeReverted}</span>}
          </span>
          {entry !== null && !secret && (
            <Button variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={revert}>
              {planWords.revert}
            </Button>
          )}
          <Button onClick={onClose}>{planWords.done}</Button>
        </div>
      </footer>
    </section>
  );
}
