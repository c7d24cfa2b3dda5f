import { IconShieldHalf } from '@tabler/icons-react';
import classes from './safety-note.module.css';

interface SafetyNoteProps {
  readonly title: string;
  readonly children: string;
}

/** In a dialog: how the data stays recoverable when the change is made. */
export function SafetyNote({ title, children }: SafetyNoteProps) {
  return (
    <div className={classes.note}>
      <IconShieldHalf size={16} aria-hidden="true" />
      <p>
        <strong>{title}</strong>
        {children}
      </p>
    </div>
  );
}
