import { Notifications } from '@mantine/notifications';

/** Where what is told for a while stands. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={4} containerWidth={360} className="toasts" role="region" aria-label="Messages" />;
}
