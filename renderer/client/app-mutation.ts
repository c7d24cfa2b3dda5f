import { type MutationFunctionContext, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isCancelled } from './errors.ts';
import { showFailure } from './toasts.tsx';

interface AppMutationOptions<Input, Output> {
  /** A verb and an object, shown as "Couldn’t stop main": `Stop main`. */
  readonly doing: string | ((input: Input) => string);
  readonly run: (input: Input) => Promise<Output>;
  readonly onSuccess?: (output: Output, input: Input) => void;
  /** The caller shows the failure itself, as a dialog does. */
  readonly ownError?: boolean;
}

/** A mutation that shows its failure in a toast with "Try again", unless the caller shows it. */
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
