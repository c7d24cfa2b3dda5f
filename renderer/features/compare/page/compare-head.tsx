import { ActionIcon, Tooltip } from '@mantine/core';
import { IconSwitchHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { navigateTo } from '../../../lib/navigate.ts';
import { SourcePicker } from '../../keys/source/source-picker.tsx';
import { type ComparePlace, compareAddress, compareRoot } from '../model/compare-address.ts';
import * as pageWords from '../words/page.ts';
import classes from './compare-head.module.css';

interface CompareHeadProps {
  readonly place: ComparePlace;
  readonly actions?: ReactNode;
}

/** The head of the view: both sides, and the actions. */
export function CompareHead({ place: { before, after }, actions }: CompareHeadProps) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{pageWords.compare}</h1>
      <SourcePicker
        source={before}
        fileName={null}
        label={pageWords.before}
        onChoose={(source) => navigateTo(compareAddress(compareRoot(source, after)))}
      />
      <Tooltip label={pageWords.swapSides}>
        <ActionIcon
          aria-label={pageWords.swapSides}
          disabled={before === null && after === null}
          onClick={() => navigateTo(compareAddress(compareRoot(after, before)))}
        >
          <IconSwitchHorizontal size={14} />
        </ActionIcon>
      </Tooltip>
      <SourcePicker
        source={after}
        fileName={null}
        label={pageWords.after}
        onChoose={(source) => navigateTo(compareAddress(compareRoot(before, source)))}
      />
      <div className={classes.actions}>{actions}</div>
    </header>
  );
}
