import { type MutationFunctionContext, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isCancelled } from './errors.ts';
import { showFailure } from './toasts.tsx';

interface AppMutationOptions<Input, Output> {
  /** What is being done, as it stands in "… failed": `Stop main`. */
  readonly doing: string | ((input: Input) => string);
  readonly run: (input: Input) => Promise<Output>;
  readonly onSuccess?: (output: Output, input: Input) => void;
  /** The caller shows the failure itself, as a dialog does. */
  readonly ownError?: boolean;
}

/** A change that somebody asked for. Its failure is told in a toast with Retry, unless the caller tells it. */
export function useAppMutation<Output, Input = void>({
  doing,
  run,
  onSuccess,
  ownError = false,
}: AppMutationOptions<Input, Output>): UseMutationResult<Output, Error, Input> {
  const mutation: UseMutationResult<Output, Error, Input> = useMutation<Output, Error, Input>({
    mutationFn: (input: Input, _context: MutationFunctionContext) => run(input),
    onSuccess: (output, input) => onSuccess?.(output, input),
    onError: (error, input) => {
      if (ownError || isCancelled(error)) return;
      showFailure(typeof doing === 'string' ? doing : doing(input), error, () => mutation.mutate(input));
    },
  });
  return mutation;
}
