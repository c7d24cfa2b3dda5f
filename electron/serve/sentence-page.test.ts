import { expect, test } from 'vitest';
import { pages, sentencePage } from './sentence-page.ts';

// cspell:ignore Fenster

test('sentencePage › texts in another language › are marked as such for screen readers', () => {
  expect(sentencePage('Fenster', [], 'de')).toContain('<html lang="de">');
  expect(pages.notFound).toContain('<html lang="en">');
});
