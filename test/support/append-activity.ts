import { createActivity } from '../../electron/services/activity/log/create-activity.ts';

/** A program of its own: notes so many events in the log of a home, one after the other, and says each to its parent. */
const [home = '', name = '', count = '0'] = process.argv.slice(2);
const fail = (what: string) => {
  throw new Error(what);
};
const activity = createActivity({ home, bus: { emit: () => undefined }, log: { info: fail, error: fail } });
for (let number = 0; number < Number(count); number++) {
  await activity.record({
    ...{ id: `${name}-${number}`, at: new Date().toISOString(), finishedAt: null, instance: 'main', kind: 'backup' },
    ...{ title: `${name} ${number}`, detail: 'x'.repeat(number % 600), backup: null, face: 'terminal' },
    ...{ outcome: 'succeeded', level: 'info' },
  });
  process.send?.(number);
}
