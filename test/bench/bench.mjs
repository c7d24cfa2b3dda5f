// `npm run bench`. Node 20 cannot run TypeScript; Vite, which is installed anyway, loads it. Measured code loads some
// modules late, so the loader stays open until the end.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { buildIfStale } from '../../resources/launch/build.mjs';

// Some rows measure the built program.
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
// A failed row may leave something open, such as a connection that reconnects forever. The bench must end anyway. An
// empty write calls back after the earlier writes, so all output is written by then.
process.stderr.write('', () => process.stdout.write('', () => process.exit()));
