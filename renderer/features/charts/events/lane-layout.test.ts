import { expect, it } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { laneMarks } from './lane-layout.ts';

const window = { from: 0, stepMs: 1000, count: 1000 };
const event = (
  seconds: number,
  kind: ActivityEvent['kind'],
  level: ActivityEvent['level'] = 'info',
): ActivityEvent => ({
  id: `${kind} ${seconds}`,
  at: new Date(seconds * 1000).toISOString(),
  finishedAt: null,
  instance: 'main',
  kind,
  title: kind,
  detail: null,
  backup: null,
  face: null,
  outcome: null,
  level,
});
const words = (...events: ActivityEvent[]) => laneMarks(events, window, 1000).map((mark) => mark.words);

it('puts what is far enough apart side by side, in the order of time', () => {
  expect(words(event(700, 'flush'), event(300, 'backup'))).toEqual(['Backup', 'Flush']);
});

it('puts together what would cover each other', () => {
  expect(words(event(500, 'backup'), event(510, 'backup'), event(520, 'backup'))).toEqual(['3 × Backup']);
  const [mark] = laneMarks([event(500, 'backup'), event(505, 'crashed', 'fail')], window, 1000);
  expect(mark).toMatchObject({ words: '2 events', level: 'fail' });
});

it('leaves out what is not in the time shown, and keeps marks within the edges', () => {
  expect(words(event(-5, 'backup'), event(1200, 'backup'))).toEqual([]);
  const [mark] = laneMarks([event(1, 'backup')], window, 1000);
  expect((mark?.x ?? 0) - (mark?.width ?? 0) / 2).toBeGreaterThanOrEqual(0);
});

it('says of an operation that it failed', () => {
  expect(words({ ...event(500, 'restore', 'fail'), outcome: 'failed' })).toEqual(['Restore failed']);
});
