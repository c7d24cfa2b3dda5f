import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RedisLink } from '../connection/redis-link.ts';
import { pauseWrites } from './pause-writes.ts';

/** A server that counts its saves and its batches. */
function server() {
  const state = { saves: 0, changes: 3, asked: 0 };
  const reply = ([command]: readonly string[]) => {
    if (command === 'SAVE') Object.assign(state, { saves: state.saves + 1, changes: 0 });
    if (command !== 'INFO') return 'OK';
    return [
      ...['run_id:a', `rdb_saves:${state.saves}`, `rdb_changes_since_last_save:${state.changes}`],
      ...['db0:keys=5,expires=0,avg_ttl=0', 'db3:keys=2,expires=0,avg_ttl=0'],
    ].join('\r\n');
  };
  const batch: RedisLink['batch'] = async (_, commands) => {
    state.asked += 1;
    return commands.map(([command]) => reply([command]));
  };
  return { state, link: { batch } as RedisLink };
}

const op = { log: () => undefined, warn: () => undefined };

test('write pause › a commit soon after the save › sends no more commands, and the keys are known', async () => {
  const { state, link } = server();
  const pause = await pauseWrites({ id: 'acme', link, pauseMs: 10_000, op });
  await pause.save();
  let acted = false;
  const act = async () => (acted = true);
  await pause.commit(null, { act, saveAgain: async () => null });
  expect({ acted, asked: state.asked, keys: pause.keys }).toEqual({ acted: true, asked: 2, keys: 7 });
});

test('write pause › a suspension before the commit, and a client wrote › saves again first', async () => {
  const { state, link } = server();
  const pauseMs = 60;
  const pause = await pauseWrites({ id: 'acme', link, pauseMs, op });
  await pause.save();
  await sleep(pauseMs * 1.5);
  state.changes = 1;
  let savedAgain = 0;
  const saveAgain = async () => {
    savedAgain += 1;
    await pause.save();
    return null;
  };
  await pause.commit(null, { act: async () => true, saveAgain });
  expect(savedAgain).toBe(1);
});
