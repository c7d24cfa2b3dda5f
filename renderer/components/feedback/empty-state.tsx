import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CommandLine } from '../form/command-line.tsx';
import classes from './notice.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  /** `No backup of main yet` */
  readonly title: string;
  /** What belongs here. */
  readonly text?: ReactNode;
  /** The one thing to do, as a filled button; others beside it. */
  readonly actions?: ReactNode;
  /** The terminal line that does the same. */
  readonly line?: string;
  /** It is all there is: its title is the heading of the page. */
  readonly wholePage?: boolean | undefined;
}

/** Says what belongs here and offers the one thing to do. */
export function EmptyState({ icon: Icon, title, text, actions, line, wholePage = false }: EmptyStateProps) {
  const Title = wholePage ? 'h1' : 'h2';
  return (
    <div className={classes.middle}>
      <section className={classes.notice}>
        <Icon size={20} className={classes.icon} aria-hidden="true" />
        <div>
          <Title className={classes.title}>{title}</Title>
          {text && <div className={classes.text}>{text}</div>}
          {actions && <div className={classes.actions}>{actions}</div>}
          {line && (
            <div className={classes.line}>
              <CommandLine line={line} />
            </div>
          )}
        </div>
      </section>
    </div>
  );
}
