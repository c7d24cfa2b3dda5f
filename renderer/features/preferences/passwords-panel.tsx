import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PasswordList } from '../../../shared/contract/password.ts';
import type { PreferenceValue } from '../../../shared/contract/preference-table.ts';
import { passwordProblem } from '../../../shared/password-problem.ts';
import * as passwordWords from '../../../shared/password-words.ts';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { queryClient } from '../../client/query-client.ts';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { Section } from '../../components/layout/section.tsx';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/**
 * Where the app stores entered passwords, and of which instances. @param chosen the preference, which decides the place
 */
export function PasswordsPanel({ chosen }: { readonly chosen: PreferenceValue | undefined }) {
  const { data, error, isFetching, refetch } = useQuery(
    orpc.passwords.list.queryOptions({ meta: { doing: words.readThePasswords } }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is another place
  useEffect(() => void refetch(), [chosen, refetch]);
  const forget = useAppMutation<PasswordList, string>({
    doing: words.forgetPassword,
    run: (id) => api.passwords.forget({ id }),
    onSuccess: (list) => queryClient.setQueryData(orpc.passwords.list.queryKey(), list),
  });
  if (data === undefined && error) {
    return (
      <ErrorState
        title={words.couldNotReadPasswords}
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  return (
    <Section title={words.passwords}>
      {data === undefined && <SkeletonRows rows={2} widths={[80, 160]} />}
      {data && (
        <p className={classes.hint}>
          {data.problem === null ? (
            words.passwordsAreKept(passwordWords.keptPlaces[data.keptIn])
          ) : (
            <span role="status">{passwordProblem(data)}</span>
          )}
        </p>
      )}
      <ul className={classes.engines}>
        {data?.items.map(({ id, keptIn, problem }) => (
          <li key={id}>
            <span className={classes.dot} data-available={problem === null || undefined} aria-hidden="true" />
            <span className={classes.engine}>{id}</span>
            <span className={classes.product}>
              {problem === null ? passwordWords.keptPlaces[keptIn] : passwordWords.unusable[problem]}
            </span>
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={words.forgetPasswordOf(id)}
              disabled={forget.isPending}
              onClick={() => forget.mutate(id)}
            >
              {words.forget}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
