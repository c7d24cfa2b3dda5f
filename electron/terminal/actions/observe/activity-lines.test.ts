import { expect, test } from 'vitest';
import { activityEvent } from '../../../../shared/contract/activity.ts';
import { localTime } from '../../format/local-time.ts';
import { chooseStyle } from '../../format/style.ts';
import { activityLines } from './activity-lines.ts';

const at = '2026-11-22T09:00:00.000Z';
const flushed = activityEvent.parse({
  ...{ id: 'a', at, finishedAt: '2026-11-22T09:00:02.000Z', instance: 'main', kind: 'flush', title: 'Flush main' },
  ...{ detail: null, backup: null, face: 'terminal', outcome: 'succeeded', level: 'info' },
});
const slow = activityEvent.parse({
  ...{ ...flushed, id: 'b', finishedAt: null, instance: 'acme-corp', kind: 'slow-command', title: 'Slow command' },
  ...{ detail: 'KEYS \u001b[2J\nx', face: null, outcome: null, level: 'warn' },
});

test('activity lines › columns › aligned, with the undo, without control characters', () => {
  const when = localTime(new Date(at));
  expect(
    activityLines([flushed, slow], new Map([['a', '--action undo']]), chooseStyle(false, {}), Number.POSITIVE_INFINITY),
  ).toEqual([
    `${when}  main       terminal  Flush main    done in 2 s  undo: --action undo`,
    `${when}  acme-corp  —         Slow command  seen: KEYS \\x1b[2J x`,
  ]);
});
