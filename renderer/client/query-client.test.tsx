import { ORPCError } from '@orpc/client';
import { act, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { show } from '../../test/support/components/show.tsx';
import { queryClient } from './query-client.ts';

/** A query that has data, and whose next fetch fails. */
async function failAfterData(name: string, failure: Error, meta: { showsGone?: boolean }): Promise<void> {
  const options = { queryKey: [name], meta: { doing: 'Read the key', ...meta }, staleTime: 0 };
  await queryClient.fetchQuery({ ...options, queryFn: async () => 'a value' });
  await act(async () => {
    await queryClient.fetchQuery({ ...options, queryFn: () => Promise.reject(failure) }).catch(() => undefined);
  });
}

const gone = () => new ORPCError('NOT_FOUND', { message: 'There is no key "a".' });

describe('queries › a later fetch fails', () => {
  test('it no longer exists, and the view shows that › no message', async () => {
    show(<p />);
    await failAfterData('gone', gone(), { showsGone: true });
    await failAfterData('other', new Error('The server is busy.'), { showsGone: true });
    expect(await screen.findByText('The server is busy.')).toBeTruthy();
    expect(screen.queryByText('There is no key "a".')).toBeNull();
  });

  test('it no longer exists, and the view keeps the old data › a message', async () => {
    show(<p />);
    await failAfterData('kept', gone(), {});
    expect(await screen.findByText('There is no key "a".')).toBeTruthy();
  });
});
