import { expect, it } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { layOutMarkers } from './lane-layout.ts';

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
const words = (...events: ActivityEvent[]) => layOutMarkers(events, window, 1000).map((marker) => marker.words);

it('event markers › events far enough apart › appear separately in time order', () => {
  expect(words(event(700, 'flush'), event(300, 'backup'))).toEqual(['Backup', 'Flush']);
});

it('event markers › overlapping events › share one marker', () => {
  expect(words(event(500, 'backup'), event(510, 'backup'), event(520, 'backup'))).toEqual(['3 × Backup']);
  const [marker] = layOutMarkers([event(500, 'backup'), event(505, 'crashed', 'fail')], window, 1000);
  expect(marker).toMatchObject({ words: '2 events', level: 'fail' });
});

it('event markers › events outside the window › are left out, and markers stay within the edges', () => {
  expect(words(event(-5, 'backup'), event(1200, 'backup'))).toEqual([]);
  const [marker] = layOutMarkers([event(1, 'backup')], window, 1000);
  expect((marker?.x ?? 0) - (marker?.width ?? 0) / 2).toBeGreaterThanOrEqual(0);
});

it('event markers › a failed operation › is labelled as failed', () => {
  expect(words({ ...event(500, 'restore', 'fail'), outcome: 'failed' })).toEqual(['Restore failed']);
});
