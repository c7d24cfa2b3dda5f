import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { MAIN } from '../../../../shared/contract/names.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { go } from '../../../lib/navigate.ts';

interface NoInstanceProps {
  readonly id: string;
  readonly icon: Icon;
  /** What an instance has here. */
  readonly text: string;
  /** No head of a page stands above it. */
  readonly wholePage?: boolean;
}

/** In the place of a view of an instance that is not there. */
export function NoInstance({ id, icon, text, wholePage }: NoInstanceProps) {
  const isMain = id === MAIN;
  return (
    <EmptyState
      wholePage={wholePage}
      icon={icon}
      title={isMain ? 'main is not installed' : `There is no instance “${id}”`}
      text={text}
      actions={
        <Button onClick={() => go(isMain ? '/install' : '/')}>{isMain ? 'Install main…' : 'Show all instances'}</Button>
      }
    />
  );
}
