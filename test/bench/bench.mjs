// `npm run bench`. Node 20 runs no TypeScript by itself; Vite, which is here anyway, loads it. What is measured loads
// some modules late, so the loader has to stay open until the end.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { buildIfStale } from '../../resources/launch/build.mjs';

// Some rows measure the program as it is built.
await buildIfStale('all');

const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
});
try {
  const { main } = await server.ssrLoadModule(fileURLToPath(new URL('main.ts', import.meta.url)));
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await server.close();
}
// What a failed row has left open, such as a connection that is tried again for ever, must not keep the bench from its
// end. Everything was written by then: an empty write calls back after those before it.
process.stderr.write('', () => process.stdout.write('', () => process.exit()));
