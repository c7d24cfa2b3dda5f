// `npm run lint:folders`: checks which folder imports which, by .dependency-cruiser.cjs of the current folder.
import './typescript-5.mjs';

process.argv.splice(2, 0, '--config', '.dependency-cruiser.cjs');
if (process.argv.length === 4) process.argv.push('electron', 'renderer', 'shared');
await import(new URL('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url).href);
