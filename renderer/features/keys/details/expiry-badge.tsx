import { IconClock } from '@tabler/icons-react';
import { Badge } from '../../../components/feedback/badge.tsx';
import { fullTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { expiresIn } from '../model/key-words.ts';
import * as detailsWords from '../words/details.ts';

/** The time left of a key, counting down. */
export function ExpiryBadge({ expiresAt }: { readonly expiresAt: string | null }) {
  const now = useNow();
  const expiry = expiresIn(expiresAt, now);
  if (expiry === null) return <Badge icon={IconClock} tone="fact" label={detailsWords.neverExpires} />;
  return (
    <Badge
      icon={IconClock}
      tone={expiry.past ? 'bad' : expiry.soon ? 'attention' : 'fact'}
      label={expiry.past ? detailsWords.expired : detailsWords.expiresInWords(expiry.words)}
      title={fullTime(expiresAt)}
    />
  );
}
