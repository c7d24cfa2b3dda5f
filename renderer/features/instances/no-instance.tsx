import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { MAIN } from '../../../shared/contract/names.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { go } from '../../go.ts';

interface NoInstanceProps {
  readonly id: string;
  readonly icon: Icon;
  /** What an instance has here. */
  readonly text: string;
}

/** In the place of a view of an instance that is not there. */
export function NoInstance({ id, icon, text }: NoInstanceProps) {
  const isMain = id === MAIN;
  return (
    <EmptyState
      icon={icon}
      title={isMain ? 'main is not installed' : `There is no instance “${id}”`}
      text={text}
      actions={
        <Button onClick={() => go(isMain ? '/install' : '/')}>{isMain ? 'Install main…' : 'Show all instances'}</Button>
      }
    />
  );
}
