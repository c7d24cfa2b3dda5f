import { join } from 'node:path';
import { runCached } from './terminal/run-cached.ts';

runCached(join(import.meta.dirname, 'terminal.cjs'));
