import { runStart } from './launch/run-start.ts';
import { runProcess } from './terminal/cli/run-process.ts';

await runProcess(runStart);
