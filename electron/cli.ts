import { runProcess } from './terminal/run-process.ts';
import { runTerminal } from './terminal/run-terminal.ts';

await runProcess(runTerminal);
