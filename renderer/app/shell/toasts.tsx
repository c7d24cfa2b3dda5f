import { Notifications } from '@mantine/notifications';
import * as appWords from '../words.ts';

/** The container of all toasts. One landmark around the lists of all corners, most of which are empty. */
export function Toasts() {
  return (
    <section aria-label={appWords.messages}>
      <Notifications position="bottom-right" limit={4} containerWidth={360} className="toasts" withinPortal={false} />
    </section>
  );
}
