import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { reasonOf } from './errors.ts';
import classes from './toasts.module.css';
import * as clientWords from './words.ts';

const closeButtonProps = { 'aria-label': clientWords.closeThisMessage };

/** Success messages close by themselves; failures stay until they are closed. */
const SUCCESS_MS = 5000;

/**
 * Shows what failed and why, with "Try again" if `retry` is given. A repeated failure of the same action replaces the
 * first message.
 * @param action a verb and its object: `Stop main`
 */
export function showFailure(action: string, error: unknown, retry?: () => void): void {
  const id = clientWords.failureAction(action);
  const again = () => {
    notifications.hide(id);
    retry?.();
  };
  notifications.hide(id);
  notifications.show({
    id,
    title: clientWords.couldNot(action),
    message: (
      <>
        <div className={classes.why}>{reasonOf(error).message}</div>
        {retry && (
          <Group justify="flex-end" mt={8}>
            <Button size="compact-xs" variant="default" onClick={again}>
              {clientWords.tryAgain}
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

/** Like `showDone`, for a result that needs attention; it stays until it is closed. */
export function showWarning(what: string, detail?: string, action?: Action): void {
  show(what, detail, action, 'warning');
}

/** Hides a message that is no longer true. @param what the title it was shown with */
export function hideDone(what: string): void {
  notifications.hide(clientWords.doneWhat(what));
}

/** Shows that something is done. @param action the next step, such as Undo */
export function showDone(what: string, detail?: string, action?: Action): void {
  show(what, detail, action, 'good');
}

/** When a success message closes, by its id. */
const closing = new Map<string, ReturnType<typeof setTimeout>>();

/**
 * Closes a message even under the pointer, where it would stay: it may cover the button that the user is about to
 * click.
 */
function closeLater(id: string): void {
  const close = () => {
    closing.delete(id);
    notifications.hide(id);
  };
  closing.set(id, setTimeout(close, SUCCESS_MS));
}

function show(what: string, detail: string | undefined, action: Action | undefined, tone: 'good' | 'warning'): void {
  const id = clientWords.doneWhat(what);
  const act = () => {
    notifications.hide(id);
    action?.run();
  };
  notifications.hide(id);
  // That of a message that this one replaces.
  clearTimeout(closing.get(id));
  if (tone === 'good' && !action) closeLater(id);
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
        <IconAlertTriangle size={16} className={classes.warning} aria-label={clientWords.warning} />
      ),
    autoClose: tone === 'warning' ? false : action ? SUCCESS_MS * 3 : SUCCESS_MS,
    withBorder: true,
    closeButtonProps,
    classNames: classes,
  });
}
