import type { Icon } from '@tabler/icons-react';
import classes from './badge.module.css';

interface BadgeProps {
  readonly icon: Icon;
  readonly label: string;
  /** A `fact` is outlined, the others are filled. */
  readonly tone: 'fact' | 'good' | 'bad' | 'attention' | 'information';
  /** The tooltip. */
  readonly title?: string | undefined;
}

export function Badge({ icon: Icon, label, tone, title }: BadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} title={title}>
      <Icon size={13} aria-hidden="true" />
      {label}
    </span>
  );
}
