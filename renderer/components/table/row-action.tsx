import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface RowActionProps {
  readonly label: string;
  /** The label with its shortcut, where it has one. */
  readonly tip?: ReactNode;
  /** Why it cannot be done now; null when it can. */
  readonly blocked: string | null;
  readonly run: () => void;
  readonly icon: Icon;
}

/** What is done most often with what a row is about, in the column kept free for it. */
export function RowAction({ label, tip = label, blocked, run, icon: Icon }: RowActionProps) {
  return (
    <Tooltip label={blocked || tip}>
      <ActionIcon
        size={24}
        aria-label={label}
        // Not `disabled`: what is disabled shows no tooltip, and so could not say why.
        aria-disabled={blocked !== null}
        {...(blocked === null ? {} : { 'data-disabled': true })}
        onClick={() => blocked === null && run()}
      >
        <Icon size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
