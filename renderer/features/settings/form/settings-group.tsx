import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import * as formWords from '../words/form.ts';
import classes from './settings-form.module.css';

interface SettingsGroupProps {
  readonly title: string;
  readonly open: boolean;
  readonly count: number;
  readonly changed: number;
  readonly children: ReactNode;
}

/** A collapsible group of settings. Collapsed members are not rendered. */
export function SettingsGroup({ title, open, count, changed, children }: SettingsGroupProps) {
  const [opened, setOpened] = useState(open);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <section aria-label={title}>
      <h2>
        <UnstyledButton
          component="div"
          role="button"
          tabIndex={0}
          className={classes.group ?? ''}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            setOpened(!opened);
          }}
        >
          <Chevron size={14} className={classes.chevron} aria-hidden="true" />
          {title}
          {changed > 0 && <span className={classes.changed}>{formWords.changed4(changed)}</span>}
          <span className={classes.count}>{count}</span>
        </UnstyledButton>
      </h2>
      {opened && children}
    </section>
  );
}
