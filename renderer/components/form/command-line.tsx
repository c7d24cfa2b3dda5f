import { IconTerminal2 } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useAppInfo } from '../../client/app-info.ts';
import { pastedLine } from '../../lib/terminal-line.ts';
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
        {wrap ? <Words line={line} /> : line}
      </code>
      <CopyButton value={pastedLine(line, info?.terminalCommand)} what="the terminal line" />
    </div>
  );
}

/** Broken between words alone: a browser would part `--yes` after its first hyphen. */
function Words({ line }: { readonly line: string }) {
  return line.split(' ').map((word, index) => (
    // Words come again, and never move: their place is what they are.
    // biome-ignore lint/suspicious/noArrayIndexKey: as said above
    <Fragment key={index}>
      {index > 0 && ' '}
      <span className={classes.word}>{word}</span>
    </Fragment>
  ));
}
