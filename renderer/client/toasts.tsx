import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { reasonOf } from './errors.ts';
import classes from './toasts.module.css';

const closeButtonProps = { 'aria-label': 'Close this message' };

/** How long good news stay, ms. Bad news stay until they are closed. */
const GOOD_NEWS_MS = 5000;

/**
 * Tells what failed and why, with Retry where the action is known. A second failure of the same thing takes the
 * first one's place.
 * @param what a verb and its object: `Stop main`
 */
export function showFailure(what: string, error: unknown, retry?: () => void): void {
  const id = `failure ${what}`;
  const again = () => {
    notifications.hide(id);
    retry?.();
  };
  notifications.hide(id);
  notifications.show({
    id,
    title: `${what} failed`,
    message: (
      <>
        <div className={classes.why}>{reasonOf(error).message}</div>
        {retry && (
          <Group justify="flex-end" mt={8}>
            <Button size="compact-xs" variant="default" onClick={again}>
              Try again
            </Button>
          </Group>
        )}
      </>
    ),
    icon: <IconAlertTriangle size={16} className={classes.bad} />,
    autoClose: false,
    withBorder: true,
    closeButtonProps,
    classNames: classes,
  });
}

interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** As `showDone`, of something that was done with a result that needs attention; it stays until it is closed. */
export function showWarning(what: string, detail?: string, action?: Action): void {
  show(what, detail, action, 'warning');
}

/** Takes a message away that says what is not so any more. @param what as it was told */
export function hideDone(what: string): void {
  notifications.hide(`done ${what}`);
}

/** Tells that something is done. @param action the one thing to do next, such as Undo */
export function showDone(what: string, detail?: string, action?: Action): void {
  show(what, detail, action, 'good');
}

function show(what: string, detail: string | undefined, action: Action | undefined, tone: 'good' | 'warning'): void {
  const id = `done ${what}`;
  const act = () => {
    notifications.hide(id);
    action?.run();
  };
  notifications.hide(id);
  notifications.show({
    id,
    title: what,
    message: (
      <>
        {detail && <div className={classes.why}>{detail}</div>}
        {action && (
          <Group justify="flex-end" mt={8}>
            <Button size="compact-xs" onClick={act}>
              {action.label}
            </Button>
          </Group>
        )}
      </>
    ),
    icon:
      tone === 'good' ? (
        <IconCircleCheck size={16} className={classes.good} />
      ) : (
        <IconAlertTriangle size={16} className={classes.warning} aria-label="Warning" />
      ),
    autoClose: tone === 'warning' ? false : action ? GOOD_NEWS_MS * 3 : GOOD_NEWS_MS,
    withBorder: true,
    closeButtonProps,
    classNames: classes,
  });
}
