import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { showFailure } from '../../client/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';

/** How long the tick stays, ms. */
const COPIED_FOR_MS = 1500;

interface CopyButtonProps {
  /** What is copied, or how it is got at the moment of the click: a password is not kept in the page. */
  readonly value: string | (() => Promise<string>);
  /** What it is, after "Copy": `the terminal line`. */
  readonly what: string;
  /** With the word beside the icon. */
  readonly withLabel?: boolean;
  readonly size?: number;
  /** Why it cannot be copied now; null when it can. */
  readonly blocked?: string | null;
  /** Copies in another way than `copyText`: a password does not stay on the clipboard. */
  readonly copyAs?: (value: CopyButtonProps['value']) => Promise<unknown>;
}

/** Copies, and says for a moment that it has. */
export function CopyButton({
  value,
  what,
  withLabel = false,
  size = 24,
  blocked = null,
  copyAs = copyText,
}: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    copyAs(value).then(
      () => setCopied(true),
      (error) => showFailure(`Copy ${what}`, error, copy),
    );
  };
  const icon = copied ? <IconCheck size={14} /> : <IconCopy size={14} />;
  if (withLabel) {
    return (
      <Button
        variant="default"
        leftSection={icon}
        onClick={copy}
        disabled={blocked !== null}
        aria-label={`Copy ${what}`}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    );
  }
  return (
    <Tooltip label={blocked ?? (copied ? 'Copied' : `Copy ${what}`)}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        onClick={() => blocked === null && copy()}
        aria-label={`Copy ${what}`}
        // Not `disabled`: what is disabled shows no tooltip, and so could not say why.
        {...(blocked === null ? {} : { 'aria-disabled': true, 'data-disabled': true })}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
