import { MOST_INITIAL_KB, scriptWeight } from '../support/script-weight.ts';
import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'] });

test('the first view draws in no more code than it may', async ({ face, context }) => {
  const page = await context.newPage();
  const weight = await scriptWeight(page, new URL('/', face.page.url()).href);
  await expect(page.getByRole('button', { name: /^Install/ })).toBeVisible();
  // Far less would mean that not all was seen.
  expect(weight).toBeGreaterThan(100);
  expect(weight).toBeLessThanOrEqual(MOST_INITIAL_KB);
});
