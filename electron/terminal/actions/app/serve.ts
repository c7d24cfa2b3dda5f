import { productName } from '../../../../package.json';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';

export const serve = defineAction({
  name: 'serve',
  summary: "Serve the app to this machine's browsers, until Ctrl-C",
  details: ['The link it prints is a secret: who has it can do all that the app can.'],
  flags: ['host', 'port', 'no-open'],
  async run({ env, output }, args) {
    if (args.timeout !== undefined) {
      throw badUsage(
        '--timeout',
        'left out with --action serve',
        'serve goes on until it is ended: leave --timeout out.',
      );
    }
    // A web server is much to load, and nothing else in the terminal needs one.
    const { runServe } = await import('../../../serve/run-serve.ts');
    await runServe({
      env,
      host: args.host,
      port: args.port,
      open: args['no-open'] !== true,
      ready: ({ url, opened }) => {
        const lines = [`${productName} is ready: ${url}`];
        if (opened) lines.push('It opens in your browser.');
        output.answer({ url, opened, pid: process.pid }, lines);
        output.note('Press Ctrl-C to end it; Redis goes on running.');
      },
    });
    return exitCodes.done;
  },
});
