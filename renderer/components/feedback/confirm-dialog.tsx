import { Button, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { isCancelled, reasonOf } from '../../client/errors.ts';
import { CommandLine } from '../form/command-line.tsx';
import classes from './confirm-dialog.module.css';
import { FailureBox } from './failure-box.tsx';
import { OperationProgress } from './operation-progress.tsx';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** `Uninstall main?` */
  readonly title: string;
  /** What will be lost, in figures, then what is kept. */
  readonly children: ReactNode;
  /** A verb: `Uninstall`. */
  readonly confirmLabel: string;
  /** Does it; the dialog waits for it, shows its failure and closes after it. Progress is shown when it is told. */
  readonly onConfirm: (tell: (operation: Operation) => void) => Promise<unknown>;
  /** Something can be lost: Cancel has the focus. */
  readonly destructive?: boolean;
  /** It cannot be undone either: the button is red. */
  readonly irreversible?: boolean;
  /** Why it cannot be done now; empty where that stands in the dialog already. */
  readonly blocked?: string | null;
  /** The terminal line that does the same. */
  readonly line?: string;
  /** px, 480 by default. */
  readonly size?: number;
  /** A fact at the left of the buttons. */
  readonly aside?: ReactNode;
}

/** Asks before something is done, then shows how it goes. It owns what is pending and tells its own failure. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    opened,
    onClose,
    title,
    children,
    confirmLabel,
    onConfirm,
    destructive = false,
    irreversible = false,
  } = props;
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [operation, setOperation] = useState<Operation | null>(null);

  useEffect(() => {
    if (!opened) return;
    setError(null);
    setOperation(null);
  }, [opened]);

  const confirm = async () => {
    setPending(true);
    setError(null);
    setOperation(null);
    try {
      await onConfirm(setOperation);
      onClose();
    } catch (failure) {
      if (isCancelled(failure)) onClose();
      else setError(failure);
    } finally {
      setPending(false);
    }
  };

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={props.size ?? 480}
      classNames={{ content: classes.content ?? '', body: classes.whole ?? '' }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending && props.blocked == null) void confirm();
        }}
      >
        <div className={classes.scroll}>
          <div className={classes.body}>{children}</div>
          {operation && error === null && (
            <div className={classes.progress}>
              <OperationProgress operation={operation} untitled />
            </div>
          )}
          {error !== null && (
            <div className={classes.failure}>
              <FailureBox error={error}>{reasonOf(error).message}</FailureBox>
            </div>
          )}
          {props.blocked && (
            <div className={classes.failure}>
              <FailureBox role="status">{props.blocked}</FailureBox>
            </div>
          )}
          {props.line && (
            <div className={classes.line}>
              <CommandLine wrap line={props.line} />
            </div>
          )}
        </div>
        <div className={classes.foot}>
          {props.aside && <span className={classes.aside}>{props.aside}</span>}
          <Button variant="default" onClick={onClose} data-autofocus={destructive || undefined}>
            {pending ? 'Close' : 'Cancel'}
          </Button>
          <Button
            type="submit"
            color={irreversible ? 'red' : 'accent'}
            loading={pending}
            disabled={props.blocked != null}
            data-autofocus={destructive ? undefined : true}
          >
            {error === null ? confirmLabel : 'Try again'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
