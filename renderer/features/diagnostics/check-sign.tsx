import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconExclamationCircle,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import classes from './diagnostics-view.module.css';
import * as diagnosticsWords from './words.ts';

const ICONS: Readonly<Record<Check['level'], Icon>> = {
  fail: IconExclamationCircle,
  warn: IconAlertTriangle,
  info: IconInfoCircle,
  ok: IconCircleCheck,
};

/** The level of a check: an icon and its word. @param iconOnly the word is for screen readers only */
export function CheckSign({
  level,
  iconOnly = false,
}: {
  readonly level: Check['level'];
  readonly iconOnly?: boolean;
}) {
  const Sign = ICONS[level];
  const label = diagnosticsWords.levels[level];
  return (
    <span className={classes.sign} data-level={level}>
      <Sign size={16} {...(iconOnly ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />
      {!iconOnly && label}
    </span>
  );
}
