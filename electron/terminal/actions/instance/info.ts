import { stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as instanceWords from './words.ts';

export const info = defineAction({
  name: 'info',
  summary: instanceWords.printTheWholeInfoReplyOf,
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
    await write(path, text, replaces);
    const sizeBytes = Buffer.byteLength(text);
    output.answer({ id, at, path, sizeBytes }, [instanceWords.pathSizeBytesInfoOfId(path, formatBytes(sizeBytes), id)]);
    return exitCodes.done;
  },
});

/** @returns whether a file is there that may be replaced @throws AppError BAD_VALUE, CANCELLED */
async function mayReplace({ questions }: ActionContext, { yes }: Arguments<'yes'>, path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  if (there === null) return false;
  if (!there.isFile())
    throw badUsage('--output', instanceWords.thePathOfAFile, `--output: ${path} is no file: give the path of one.`);
  await questions.confirm({
    yes,
    what: instanceWords.replacesTheFilePath(path),
    lost: async () => [instanceWords.pathAlreadyExistsSize(path, formatBytes(there.size))],
    question: instanceWords.replaceIt,
  });
  return true;
}

async function write(path: string, text: string, replaces: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: replaces ? 'w' : 'wx' });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : instanceWords.unknownReason;
    if (reason === 'ENOSPC')
      throw new AppError('DISK_FULL', instanceWords.theDiskIsFullMakeRoom, { needed: null, free: null });
    const expected = instanceWords.thePathOfAFileThat;
    throw badUsage('--output', expected, `--output: ${path} cannot be written (${reason}): give ${expected}.`);
  }
}
