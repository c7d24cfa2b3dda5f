import { Button, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { isCancelled, reasonOf } from '../../client/errors.ts';
import { useReturnedFocus } from '../../lib/use-returned-focus.ts';
import { CommandLine } from '../form/command-line.tsx';
import classes from './confirm-dialog.module.css';
import { FailureBox } from './failure-box.tsx';
import { OperationProgress } from './operation-progress.tsx';
import { findProduction, ProductionName, useProduction } from './production-name.tsx';
import * as feedbackWords from './words.ts';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** `Uninstall main?` */
  readonly title: string;
  /** First what is lost, in numbers, then what is kept. */
  readonly children: ReactNode;
  /** A verb: `Uninstall`. */
  readonly confirmLabel: string;
  /**
   * The action. The dialog waits for it, shows the operation passed to `onOperation` or the failure, and closes on
   * success.
   */
  readonly onConfirm: (onOperation: (operation: Operation) => void) => Promise<unknown>;
  /** Data can be lost: Cancel has the focus. */
  readonly destructive?: boolean;
  /** The action cannot be undone: the button is red. */
  readonly irreversible?: boolean;
  /** Why the action is disabled; empty if the dialog already says so. */
  readonly blocked?: string | null;
  /** The instances that lose something: for one in production the dialog asks for its name. */
  readonly protects?: readonly string[];
  /** The equivalent CLI command. */
  readonly line?: string;
  /** px, 480 by default. */
  readonly size?: number;
  /** Shown to the left of the buttons. */
  readonly aside?: ReactNode;
}

/** Asks for confirmation, then shows the progress and the failure of the action. */
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
    protects = [],
  } = props;
  const production = useProduction(protects, opened);
  const [typed, setTyped] = useState('');
  const isMany = (production?.length ?? 0) > 1;
  const [guarded] = production ?? [];
  const mayConfirm = (found: readonly string[]) =>
    found.length === 0 || (found.length === 1 && typed.trim() === found[0]);
  const isConfirmed = production === null || mayConfirm(production);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [operation, setOperation] = useState<Operation | null>(null);

  useReturnedFocus(opened);
  useEffect(() => {
    if (!opened) return;
    setError(null);
    setOperation(null);
    setTyped('');
  }, [opened]);

  const isDisabled = props.blocked != null || !isConfirmed;
  // A disabled button takes no focus, which would stay behind the dialog.
  const startsAtCancel = destructive || isDisabled;

  const confirm = async () => {
    setPending(true);
    setError(null);
    setOperation(null);
    try {
      // The field for the name appears below.
      if (production === null && !mayConfirm(await findProduction(protects))) return;
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
          if (!pending && props.blocked == null && isConfirmed) void confirm();
        }}
      >
        <div className={classes.scroll}>
          <div className={classes.body}>{children}</div>
          {guarded !== undefined && !isMany && !pending && (
            <div className={classes.body}>
              <ProductionName name={guarded} typed={typed} onType={setTyped} />
            </div>
          )}
          {production && isMany && (
            <div className={classes.failure}>
              <FailureBox role="status">{feedbackWords.oneAtATime(production.join(', '))}</FailureBox>
            </div>
          )}
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
          <Button variant="default" onClick={onClose} data-autofocus={startsAtCancel || undefined}>
            {pending ? feedbackWords.close : feedbackWords.cancel}
          </Button>
          <Button
            type="submit"
            color={irreversible ? 'red' : 'accent'}
            loading={pending}
            disabled={isDisabled}
            data-autofocus={startsAtCancel ? undefined : true}
          >
            {error === null ? confirmLabel : feedbackWords.tryAgain}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
