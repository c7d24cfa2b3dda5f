import { runManage } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { installedMain } from '../installed.ts';
import { type Row, timed } from '../row.ts';

/** A whole command line from start to exit, with main running. 150 ms where Node's own start takes 40. */
export const terminalRows: readonly Row[] = [
  {
    name: 'manage.sh status',
    unit: 'ms',
    floor: 'node -e 0',
    goal: { times: 150 / 40 },
    async prepare() {
      const { home, dispose } = await installedMain('process');
      return {
        ours: () =>
          timed(async () => {
            const { code, stderr } = await runManage(['--action', 'status', '--json'], home.env);
            if (code !== 0) throw new Error(`status ended with code ${code}: ${stderr}`);
          }),
        floor: () => timed(() => runProgram(process.execPath, ['-e', '0'])),
        dispose,
      };
    },
  },
];
