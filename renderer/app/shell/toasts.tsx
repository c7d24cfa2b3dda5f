import { Notifications } from '@mantine/notifications';

/** Where what is told for a while stands. One landmark around the lists of all corners, most of which stay empty. */
export function Toasts() {
  return (
    <section aria-label="Messages">
      <Notifications position="bottom-right" limit={4} containerWidth={360} className="toasts" withinPortal={false} />
    </section>
  );
}
