import { resolve } from 'node:path';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { mayReplace, writeOutput } from './output-file.ts';
import * as instanceWords from './words.ts';

export const info = defineAction({
  name: 'info',
  summary: instanceWords.infoSummary,
  details: [instanceWords.likeRedisCliInfoActionInfo],
  flags: [...instanceFlags, 'output'],
  async run(context, args) {
    const { output, stop } = context;
    const id = instanceOf(args);
    const api = await context.api();
    if (args.output === undefined) {
      const found = await stop.orStop(api.metrics.info({ id }));
      output.answer(found, found.text.trimEnd().split('\r\n'));
      return exitCodes.done;
    }
    const path = resolve(args.output);
    const replaces = await mayReplace(context, args, path);
    const { at, text } = await stop.orStop(api.metrics.info({ id }));
    await writeOutput(path, text, replaces);
    const sizeBytes = Buffer.byteLength(text);
    output.answer({ id, at, path, sizeBytes }, [instanceWords.pathSizeBytesInfoOfId(path, formatBytes(sizeBytes), id)]);
    return exitCodes.done;
  },
});
