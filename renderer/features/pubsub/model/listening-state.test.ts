import { expect, test } from 'vitest';
import { isPattern, type ListeningState, withBatch } from './listening-state.ts';

const state: ListeningState = {
  ...{ topic: 'news', since: 0, received: 0, dropped: 0, messages: [], rates: [], failure: null },
};
const batch = (from: number, count: number) => ({
  items: Array.from({ length: count }, (_, at) => ({
    at: '2026-11-19T14:32:00.000Z',
    channel: { text: 'news' },
    pattern: null,
    content: { text: String(from + at) },
  })),
  received: from + count,
  dropped: 1,
});

test('messages › more than the list keeps › the newest first, and the count of all', () => {
  const after = withBatch(withBatch(state, batch(0, 150)), batch(150, 150));
  expect(after.messages).toHaveLength(200);
  expect(after.messages[0]?.content).toEqual({ text: '299' });
  expect(after).toMatchObject({ received: 300, dropped: 2 });
});

test.each([
  ['news', false],
  ['news.*', true],
  ['h?llo', true],
  ['h[ae]llo', true],
])('topic › %s › is a pattern: %s', (topic, expected) => {
  expect(isPattern(topic)).toBe(expected);
});
