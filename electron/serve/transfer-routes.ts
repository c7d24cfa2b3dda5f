import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { backupName } from '../../shared/contract/backup.ts';
import { errorMap } from '../../shared/contract/error-data.ts';
import { AppError, type ErrorCode } from '../../shared/contract/errors.ts';
import { instanceId } from '../../shared/contract/values.ts';
import type { Services } from '../services/services.ts';

/** Where the view sends a file that is to be imported, and where it fetches a backup as a file. */
export const UPLOAD_PATH = '/upload';
export const DOWNLOAD_PATH = '/download';

/**
 * Takes a file into the engine, piece by piece as fast as the disk takes it, and answers with the upload's id. The
 * body is the file itself; `name` is what it is called, `upload` the one that it belongs to.
 */
export async function answerUpload(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { transfers, log }: Pick<Services, 'transfers' | 'log'>,
): Promise<void> {
  const length = request.headers['content-length'];
  // A page of another site could send no such type without being asked for leave.
  if (request.headers['content-type'] !== 'application/octet-stream' || length === undefined) {
    say(request, response, 400, { code: 'BAD_VALUE', message: 'This is not how the app sends a file.' });
    return;
  }
  try {
    const id = await transfers.receive({
      name: url.searchParams.get('name') ?? '',
      sizeBytes: Number(length),
      stream: request,
      upload: url.searchParams.get('upload') ?? undefined,
    });
    say(request, response, 201, { upload: id });
  } catch (error) {
    // Whoever has gone needs no answer.
    if (request.destroyed && !request.complete) response.destroy();
    else sayFailure(request, response, error, log);
  }
}

/** Answers with a backup as one file, which the browser keeps where its user wants it. */
export async function answerDownload(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { backups, log }: Pick<Services, 'backups' | 'log'>,
): Promise<void> {
  const instance = instanceId.safeParse(url.searchParams.get('instance'));
  const name = backupName.safeParse(url.searchParams.get('name'));
  if (!instance.success || !name.success) {
    say(request, response, 400, { code: 'BAD_VALUE', message: 'No backup is called so.' });
    return;
  }
  const packed = await backups.pack(instance.data, name.data).catch((error: unknown) => {
    sayFailure(request, response, error, log);
    return null;
  });
  if (packed === null) return;
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    // A backup's name has nothing in it that would have to be escaped.
    'Content-Disposition': `attachment; filename="${packed.fileName}"`,
    'Cache-Control': 'no-store',
    ...(packed.sizeBytes === null ? {} : { 'Content-Length': packed.sizeBytes }),
  });
  if (request.method === 'HEAD') {
    packed.stream.destroy();
    response.end();
    return;
  }
  // Whoever stops it has what he wanted; where the file cannot be read the browser sees that it is not whole.
  await pipeline(packed.stream, response).catch((error: unknown) => {
    if (!request.destroyed) log.error('a backup was not sent whole', error);
    response.destroy();
  });
}

function sayFailure(request: IncomingMessage, response: ServerResponse, error: unknown, log: Services['log']): void {
  if (error instanceof AppError) {
    const { code, message }: { readonly code: ErrorCode; readonly message: string } = error;
    say(request, response, errorMap[code].status, { code, message });
    return;
  }
  log.error('a file was not taken over', error);
  say(request, response, 500, { code: null, message: 'Something went wrong inside the app; the log has the details.' });
}

function say(request: IncomingMessage, response: ServerResponse, status: number, document: object): void {
  const body = JSON.stringify(document);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    // What was not read of the body is not worth reading.
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(body);
}
