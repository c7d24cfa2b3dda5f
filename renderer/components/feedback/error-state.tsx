import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { reasonOf } from '../../client/errors.ts';
import classes from './notice.module.css';
import * as feedbackWords from './words.ts';

interface ErrorStateProps {
  /** `Could not read the list of backups` */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
  /** Buttons that fix it, before "Try again". */
  readonly actions?: ReactNode;
  /** Nothing else is on the page: the title is its heading. */
  readonly wholePage?: boolean;
}

/** Replaces content that failed to load: what failed, why, and "Try again". */
export function ErrorState({ title, error, onRetry, retrying = false, actions, wholePage = false }: ErrorStateProps) {
  const Title = wholePage ? 'h1' : 'h2';
  const { message, data } = reasonOf(error);
  const log = logLines(data);
  return (
    <div className={classes.middle}>
      <section className={classes.notice} role="alert">
        <IconAlertTriangle size={20} className={classes.bad} aria-hidden="true" />
        <div>
          <Title className={classes.title}>{title}</Title>
          <div className={classes.text}>{message}</div>
          {log && <pre className={classes.detail}>{log}</pre>}
          {(actions || onRetry) && (
            <div className={classes.actions}>
              {actions}
              {onRetry && (
                <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry} loading={retrying}>
                  {feedbackWords.tryAgain}
                </Button>
              )}
            </div>
          )}
        </div>
      </section>
    </div>
  );
}

/** The last log lines of a server that failed to start. */
export function logLines(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('log' in data) || !Array.isArray(data.log)) return null;
  return data.log.length > 0 ? data.log.map(String).join('\n') : null;
}
