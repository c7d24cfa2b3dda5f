import { IconTerminal2 } from '@tabler/icons-react';
import { useAppInfo } from '../app-info.ts';
import { pastedLine } from '../terminal-line.ts';
import classes from './command-line.module.css';
import { CopyButton } from './copy-button.tsx';

interface CommandLineProps {
  readonly line: string;
  /** Onto as many lines as it needs, instead of cutting it off. */
  readonly wrap?: boolean;
}

/** The terminal line that does the same, from terminal-line.ts. What is copied carries the script's whole path. */
export function CommandLine({ line, wrap = false }: CommandLineProps) {
  const info = useAppInfo();
  return (
    <div className={classes.line} data-wrap={wrap || undefined}>
      <IconTerminal2 size={14} className={classes.icon} aria-hidden="true" />
      <code className={classes.text} title={line}>
        {line}
      </code>
      <CopyButton value={pastedLine(line, info?.terminalCommand)} what="the terminal line" />
    </div>
  );
}
