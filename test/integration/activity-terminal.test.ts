import { expect, test } from 'vitest';
import { activityEvent } from '../../shared/contract/activity.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';

describeNeeding(['redis', 'posix'], 'manage.sh --action activity', () => {
  test('operations of several kinds › lists and filters them, and names the action that undoes each', async () => {
    const { home } = await useBackupHome();
    const say = (line: string) => runManage(line.split(' '), home.env);
    await redisCli(home.port, 'set', 'k', 'v');
    expect(await say('--action flush --yes yes')).toMatchObject({ code: 0 });
    const text = await say('--action activity');
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout.trim().split('\n').at(-1)).toMatch(/ main +terminal +.* undo: --action undo --instance main$/);
    const events = activityEvent.array().parse((await say('--action activity --json')).json());
    expect(events.map(({ kind }) => kind)).toEqual(['install', 'flush']);
    const chosen = await say('--action activity --kind flush,restore --since 1h --search main --lines 1 --json');
    expect(chosen.json()).toEqual(events.slice(-1));
    expect(await say('--action activity --instance nobody')).toMatchObject({ code: 3, stdout: '' });
    expect(await say('--action undo --yes yes')).toMatchObject({ code: 0 });
    expect((await say('--action activity --kind flush')).stdout).not.toContain('undo:');
    const followed = await say('--action activity --follow yes --json --timeout 2');
    const lines = followed.stdout.trim().split('\n');
    expect(lines.map((line) => activityEvent.parse(JSON.parse(line)).kind)).toEqual(['install', 'flush', 'undo']);
    expect(followed.code).not.toBe(0);
  });
});
