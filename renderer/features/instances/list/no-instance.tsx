import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import * as listWords from '../words/list.ts';

interface NoInstanceProps {
  readonly id: string;
  readonly icon: Icon;
  /** The text of the empty state. */
  readonly text: string;
  /** No page head is above it. */
  readonly wholePage?: boolean;
}

/** Replaces the view of an instance that does not exist. */
export function NoInstance({ id, icon, text, wholePage }: NoInstanceProps) {
  const isMain = id === MAIN;
  return (
    <EmptyState
      wholePage={wholePage}
      icon={icon}
      title={isMain ? listWords.mainIsNotInstalled : listWords.thereIsNoInstanceId(id)}
      text={text}
      actions={
        <Button onClick={() => navigateTo(isMain ? '/install' : '/')}>
          {isMain ? listWords.installMain : listWords.showAllInstances}
        </Button>
      }
    />
  );
}
