import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { showFailure } from '../../client/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';
import * as formWords from './words.ts';

/** How long the check mark is shown. */
const COPIED_FOR_MS = 1500;

interface CopyButtonProps {
  /** The text, or a function that fetches it on click, so that the page does not hold a password. */
  readonly value: string | (() => Promise<string>);
  /** The object after "Copy": `the CLI command`. */
  readonly what: string;
  /** Shows a label next to the icon. */
  readonly withLabel?: boolean;
  readonly size?: number;
  /** Why copying is disabled; null if it is enabled. */
  readonly blocked?: string | null;
  /** Replaces `copyText`, for example to clear a password from the clipboard later. */
  readonly copyAs?: (value: CopyButtonProps['value']) => Promise<unknown>;
}

/** Copies text and confirms it with a check mark. */
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
      (error) => showFailure(formWords.copyWhat(what), error, copy),
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
        aria-label={formWords.copyWhat(what)}
      >
        {copied ? formWords.copied : formWords.copy}
      </Button>
    );
  }
  return (
    <Tooltip label={blocked ?? (copied ? formWords.copied : formWords.copyWhat(what))}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={size}
        onClick={() => blocked === null && copy()}
        aria-label={formWords.copyWhat(what)}
        // Not `disabled`, because a disabled button shows no tooltip with the reason.
        {...(blocked === null ? {} : { 'aria-disabled': true, 'data-disabled': true })}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
