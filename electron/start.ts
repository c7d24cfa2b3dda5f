import { runStart } from './launch/run-start.ts';
import { runProcess } from './terminal/run-process.ts';

await runProcess(runStart);
