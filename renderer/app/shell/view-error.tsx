import { useRouter } from '@tanstack/react-router';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import * as appWords from '../words.ts';

/** Replaces a view that failed to render; the shell keeps working. */
export function ViewError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter();
  // Also loads the code of the view again, in case it was missing.
  const retry = () => void router.invalidate().finally(reset);
  return <ErrorState wholePage title={appWords.couldNotShowThisView} error={error} onRetry={retry} />;
}
