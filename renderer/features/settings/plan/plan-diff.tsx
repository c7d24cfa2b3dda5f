import { Button, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SettingsPlan } from '../../../../shared/contract/settings.ts';
import { CopyButton } from '../../../components/form/copy-button.tsx';
import * as planWords from '../words/plan.ts';
import { type DiffLine, diffLines } from './diff-lines.ts';
import classes from './plan-diff.module.css';
import { SideBySide } from './side-by-side.tsx';

/** The diff of redis.conf. */
export function PlanDiff({ plan }: { readonly plan: Pick<SettingsPlan, 'diff' | 'before' | 'after'> }) {
  const { diff } = plan;
  const [open, setOpen] = useState(true);
  const [beside, setBeside] = useState(false);
  const lines = useMemo(() => diffLines(diff), [diff]);
  if (diff === '') return <p className={classes.same}>{planWords.redisConfDoesNotChange}</p>;
  const added = lines.filter(({ sign }) => sign === '+').length;
  const removed = lines.filter(({ sign }) => sign === '−').length;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section aria-label={planWords.diffOfRedisConf}>
      <div className={classes.head}>
        <UnstyledButton className={classes.toggle ?? ''} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={14} aria-hidden="true" />
          <b>{planWords.redisConf}</b>
          <span className={classes.added}>+{added}</span>
          <span className={classes.removed}>−{removed}</span>
        </UnstyledButton>
        <div className={classes.tools}>
          <Button variant="subtle" size="compact-xs" onClick={() => setBeside(true)}>
            {planWords.sideBySide}
          </Button>
          <CopyButton value={diff} what={planWords.theDiff} />
        </div>
      </div>
      {open && (
        <div className={classes.diff}>
          {lines.map((line) => (
            <Line key={line.key} line={line} />
          ))}
        </div>
      )}
      {beside && <SideBySide before={plan.before} after={plan.after} onClose={() => setBeside(false)} />}
    </section>
  );
}

const words = { '+': planWords.lineAdded, '−': planWords.lineRemoved } as const;

function Line({ line: { number, sign, text } }: { readonly line: DiffLine }) {
  return (
    <div className={classes.line} data-sign={sign}>
      <span className={classes.number}>{number}</span>
      <span
        className={classes.sign}
        {...(sign === '+' || sign === '−' ? { role: 'img', 'aria-label': words[sign] } : {})}
      >
        {sign === '@' ? '' : sign}
      </span>
      <code className={classes.text}>{text}</code>
    </div>
  );
}
