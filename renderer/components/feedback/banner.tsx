import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './banner.module.css';

interface BannerProps {
  readonly icon: Icon;
  readonly tone: 'attention' | 'danger' | 'information';
  readonly role?: 'alert' | 'status';
  readonly label?: string;
  readonly children: ReactNode;
  /** Buttons that fix or close it. */
  readonly actions?: ReactNode;
}

/** A message across the page about everything below it. `strong` text has the colour of the tone. */
export function Banner({ icon: Icon, tone, role, label, children, actions }: BannerProps) {
  return (
    <section className={classes.banner} data-tone={tone} role={role} aria-label={label}>
      <Icon size={16} className={classes.icon} aria-hidden="true" />
      <div className={classes.text}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </section>
  );
}
