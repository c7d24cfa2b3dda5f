import { createActivity } from '../../electron/services/activity/log/create-activity.ts';

/** A child process that records events in the log of a home and reports each to its parent. */
const [home = '', name = '', count = '0'] = process.argv.slice(2);
const fail = (message: string) => {
  throw new Error(message);
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
