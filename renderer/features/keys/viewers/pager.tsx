import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import * as viewersWords from '../words/viewers.ts';
import classes from './pager.module.css';

interface PagerProps {
  /** `Fields 1–100 of 1,000,000` */
  readonly children: ReactNode;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}

/** The part of a value on screen, with buttons to its neighbours. */
export function Pager({ children, onPrevious, onNext }: PagerProps) {
  return (
    <div className={classes.pager}>
      <span className={classes.words}>{children}</span>
      <ActionIcon
        size={24}
        aria-label={viewersWords.previousPage}
        disabled={onPrevious === null}
        onClick={() => onPrevious?.()}
      >
        <IconChevronLeft size={14} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={viewersWords.nextPage} disabled={onNext === null} onClick={() => onNext?.()}>
        <IconChevronRight size={14} />
      </ActionIcon>
    </div>
  );
}
