import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface RowActionProps {
  readonly label: string;
  /** The tooltip, usually the label with its shortcut. */
  readonly tip?: ReactNode;
  /** Why it is disabled; null if it is enabled. */
  readonly blocked: string | null;
  readonly run: () => void;
  readonly icon: Icon;
}

/** A button for a frequent action in the reserved column of a row. */
export function RowAction({ label, tip = label, blocked, run, icon: Icon }: RowActionProps) {
  return (
    <Tooltip label={blocked || tip}>
      <ActionIcon
        size={24}
        aria-label={label}
        // Not `disabled`, because a disabled button shows no tooltip with the reason.
        aria-disabled={blocked !== null}
        {...(blocked === null ? {} : { 'data-disabled': true })}
        onClick={() => blocked === null && run()}
      >
        <Icon size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
