import { type BadgeState, badgeWords } from './badge-state.ts';
import classes from './state-badge.module.css';

interface StateBadgeProps {
  readonly status: BadgeState;
  /** With a coloured background, for a page head. */
  readonly filled?: boolean;
}

/** The state as a shape and a word. Each state has its own shape, because colour alone is not accessible. */
export function StateBadge({ status, filled = false }: StateBadgeProps) {
  return (
    <span className={classes.badge} data-state={status} data-filled={filled || undefined}>
      <StateMark status={status} />
      {badgeWords[status]}
    </span>
  );
}

/** Only the shape, for places that already show the word. */
export function StateMark({ status }: { readonly status: BadgeState }) {
  return (
    <svg className={classes.mark} data-state={status} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      <Shape status={status} />
    </svg>
  );
}

function Shape({ status }: { readonly status: BadgeState }) {
  if (status === 'running') return <circle cx="5" cy="5" r="4" fill="currentColor" />;
  if (status === 'engine-unreachable') {
    return <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" fill="none" stroke="currentColor" strokeWidth="1.6" />;
  }
  if (status === 'node-unreachable') {
    return <path d="M1 1h8v8h-8zM3 3l4 4M7 3l-4 4" fill="none" stroke="currentColor" strokeWidth="1.4" />;
  }
  if (status === 'unhealthy') return <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />;
  const dash = status === 'stopped' ? {} : { strokeDasharray: status === 'starting' ? '6 3' : '1.8 1.8' };
  return <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.4" {...dash} />;
}
