import { expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('E4', 'the steps of an operation', (runtime) => {
  test('each operation › each step › is numbered once, in order, up to a total that stays the same', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const call = (action: string, ...args: readonly string[]) =>
      runInProcess(['--action', action, '--yes', 'yes', ...args], home.env);
    for (const [action, ...args] of [
      ['install', '--runtime', runtime],
      ['create-client', '--client-id', 'acme', '--runtime', runtime],
      ['config', '--set', 'databases=20'],
      ['backup', '--backup-name', 'one'],
      ['restore', '--backup-name', 'one'],
      ['backup', '--backup-name', 'two', '--kind', 'archive'],
      ['restart'],
      ['test-isolation'],
      ['stop'],
      ['backup', '--backup-name', 'three'],
      ['restore', '--backup-name', 'one'],
      ['start'],
      ['config', '--persistence', 'aof'],
      ['stop'],
      ['backup', '--backup-name', 'four'],
      ['destroy-client', '--client-id', 'acme'],
    ] as const) {
      const { code, stderr } = await call(action, ...args);
      expect(code, stderr).toBe(0);
      const steps = stderr.split('\n').flatMap((line) => {
        const [, place, total, text = ''] = /^\[(\d+)\/(\d+)\] (.*)$/.exec(line) ?? [];
        return place === undefined ? [] : [{ place: Number(place), total: Number(total), text }];
      });
      expect(steps.length, stderr).toBeGreaterThan(0);
      const places = steps.map(({ place }) => place);
      expect(places, stderr).toEqual(places.toSorted((one, other) => one - other));
      expect([...new Set(places)], stderr).toEqual([...new Set(places)].map((_, index) => index + 1));
      for (const { place, total } of steps) expect(place, stderr).toBeLessThanOrEqual(total);
      expect(new Set(steps.map(({ text }) => text)).size, stderr).toBe(steps.length);
      expect(new Set(steps.map(({ total }) => total)).size, `${action}\n${stderr}`).toBe(1);
      expect(Math.max(...places), stderr).toBe(steps.at(-1)?.total);
    }
  });
});
