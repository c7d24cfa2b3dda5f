import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CommandLine } from '../form/command-line.tsx';
import classes from './notice.module.css';

interface EmptyStateProps {
  readonly icon: Icon;
  /** `No backups of main yet` */
  readonly title: string;
  /** What will appear here. */
  readonly text?: ReactNode;
  /** The main action as a filled button, others next to it. */
  readonly actions?: ReactNode;
  /** The equivalent CLI command. */
  readonly line?: string;
  /** Nothing else is on the page: the title is its heading. */
  readonly wholePage?: boolean | undefined;
}

/** Says what will appear here and offers the main action. */
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
