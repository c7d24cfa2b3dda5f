import { productName } from '../../../../package.json';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import * as appWords from './words.ts';

export const serve = defineAction({
  name: 'serve',
  summary: appWords.serveTheAppToThisMachines,
  details: [appWords.keepThePrintedLinkSecretAnyone],
  flags: ['host', 'port', 'no-open'],
  async run({ env, output }, args) {
    if (args.timeout !== undefined) {
      throw badUsage('--timeout', appWords.leftOutWithActionServe, appWords.serveHasNoTimeout);
    }
    // Loaded only here: a web server is large, and no other action needs one.
    const { runServe } = await import('../../../serve/run-serve.ts');
    await runServe({
      env,
      host: args.host,
      port: args.port,
      open: args['no-open'] !== true,
      ready: ({ url, opened }) => {
        const lines = [appWords.productNameIsReadyUrl(productName, url)];
        if (opened) lines.push(appWords.itOpensInYourBrowser);
        output.answer({ url, opened, pid: process.pid }, lines);
        output.note(appWords.pressCtrlCToStopRedis);
      },
    });
    return exitCodes.done;
  },
});
