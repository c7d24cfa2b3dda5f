import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { CheckActions } from './check-actions.tsx';
import { CheckSign } from './check-sign.tsx';
import classes from './diagnostics-view.module.css';
import * as diagnosticsWords from './words.ts';

interface FindingsListProps {
  readonly checks: readonly Check[];
  readonly disabled: boolean;
  /** Whether the passed checks are shown one by one. */
  readonly opensPassed: boolean;
}

/** The findings, most serious first, two lines each; passed checks are one line until it is expanded. */
export function FindingsList({ checks, disabled, opensPassed }: FindingsListProps) {
  const [opened, setOpened] = useState(false);
  const findings = checks.filter(({ level }) => level !== 'ok');
  const passed = checks.filter(({ level }) => level === 'ok');
  const isOpen = opened || opensPassed;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <ul className={classes.list}>
        {findings.map((check) => (
          <Finding key={check.id} check={check} disabled={disabled} />
        ))}
      </ul>
      {passed.length > 0 && !opensPassed && (
        <UnstyledButton className={classes.passed} aria-expanded={isOpen} onClick={() => setOpened(!isOpen)}>
          <Chevron size={14} aria-hidden="true" />
          <span className={classes.sign} aria-hidden="true">
            <CheckSign level="ok" iconOnly />
          </span>
          <strong>{diagnosticsWords.passed(passed.length)}</strong>
          <span className={classes.passedTitles}>{passed.map(({ title }) => coreSentence(title)).join(', ')}</span>
        </UnstyledButton>
      )}
      {isOpen && (
        <ul className={classes.list}>
          {passed.map((check) => (
            <Finding key={check.id} check={check} disabled={disabled} />
          ))}
        </ul>
      )}
    </>
  );
}

function Finding({ check, disabled }: { readonly check: Check; readonly disabled: boolean }) {
  const { level, title, detail, fix } = check;
  return (
    <li className={classes.finding} data-level={level}>
      <CheckSign level={level} />
      <div className={classes.words}>
        <div className={classes.title}>{coreSentence(title)}</div>
        <div className={classes.evidence}>{coreDetail(detail)}</div>
        {fix !== null && level !== 'ok' && <div className={classes.fix}>{coreDetail(fix)}</div>}
      </div>
      <CheckActions check={check} disabled={disabled} />
    </li>
  );
}
