import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { endChild, track } from './children.ts';
import { describeNeeding } from './needs.ts';
import { processesOfEach } from './processes.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { waitFor } from './wait-for.ts';

describeNeeding(['linux'], 'processes of folders', () => {
  test('in the folder, in the environment, in the command line › each is found, in its own folder alone', async () => {
    const [place, variable, word, none] = [temporaryFolder(), temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const children = [
      spawn('sleep', ['60'], { cwd: place }),
      spawn('sleep', ['60'], { env: { ...process.env, TEST_PLACE: variable } }),
      spawn('sh', ['-c', `: ${word}; read line`]),
    ];
    for (const child of children) track(child, 'a sleeper');
    onTestFinished(async () => void (await Promise.all(children.map((child) => endChild(child, 'SIGKILL')))));
    const expected = [...children.map(({ pid }) => [pid]), []];
    // A child has its command line and its folder a moment after its start.
    await waitFor('all children to be found', async () => {
      const found = await processesOfEach([place, variable, word, none]);
      return JSON.stringify(found.map((each) => each.map(({ pid }) => pid))) === JSON.stringify(expected);
    });
    expect((await processesOfEach([word]))[0]).toMatchObject([{ command: expect.stringContaining(`: ${word}; read`) }]);
    expect(await processesOfEach([])).toEqual([]);
  });
});
