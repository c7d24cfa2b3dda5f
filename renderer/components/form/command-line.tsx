import { IconTerminal2 } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useAppInfo } from '../../client/app-info.ts';
import { pastedLine } from '../../lib/terminal-line.ts';
import classes from './command-line.module.css';
import { CopyButton } from './copy-button.tsx';
import * as formWords from './words.ts';

interface CommandLineProps {
  readonly line: string;
  /** Wraps the line instead of truncating it. */
  readonly wrap?: boolean;
}

/** The equivalent CLI command, from terminal-line.ts. The copy includes the full path of the script. */
export function CommandLine({ line, wrap = false }: CommandLineProps) {
  const info = useAppInfo();
  return (
    <div className={classes.line} data-wrap={wrap || undefined}>
      <IconTerminal2 size={14} className={classes.icon} aria-hidden="true" />
      <code className={classes.text} title={line}>
        {wrap ? <Words line={line} /> : line}
      </code>
      <CopyButton value={pastedLine(line, info?.terminalCommand)} what={formWords.theCliCommand} />
    </div>
  );
}

/** Breaks lines only between words; a browser also breaks `--yes` after the first hyphen. */
function Words({ line }: { readonly line: string }) {
  return line.split(' ').map((word, index) => (
    // Words repeat and never move, so the index identifies them.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>
      {index > 0 && ' '}
      <span className={classes.word}>{word}</span>
    </Fragment>
  ));
}
