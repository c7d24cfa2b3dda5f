import { useRouter } from '@tanstack/react-router';
import { ErrorState } from '../../components/feedback/error-state.tsx';

/** In the place of a view that could not be drawn: the frame around it goes on working. */
export function ViewError({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter();
  // Its code is asked for again too, where that is what was missing.
  const retry = () => void router.invalidate().finally(reset);
  return <ErrorState wholePage title="This view could not be shown" error={error} onRetry={retry} />;
}
