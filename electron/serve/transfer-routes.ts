import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { backupName } from '../../shared/contract/backup.ts';
import { errorMap } from '../../shared/contract/error-data.ts';
import { AppError, type ErrorCode } from '../../shared/contract/errors.ts';
import { instanceId } from '../../shared/contract/values.ts';
import type { Services } from '../services/services.ts';

/** The paths for uploading a file to import and for downloading a backup. */
export const UPLOAD_PATH = '/upload';
export const DOWNLOAD_PATH = '/download';

/**
 * Passes an uploaded file to the core in chunks, at the speed of the disk, and replies with the id of the upload. The
 * body is the file; `name` is its name, and `upload` the upload that it belongs to.
 */
export async function answerUpload(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { transfers, log }: Pick<Services, 'transfers' | 'log'>,
): Promise<void> {
  const length = request.headers['content-length'];
  // A page of another site cannot send this content type without a CORS preflight.
  if (request.headers['content-type'] !== 'application/octet-stream' || length === undefined) {
    say(request, response, 400, { code: 'BAD_VALUE', message: 'This is not a valid upload.' });
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
    // The client has disconnected, so no reply is needed.
    if (request.destroyed && !request.complete) response.destroy();
    else sayFailure(request, response, error, log);
  }
}

/** Sends a backup as one file, which the browser saves where its user chooses. */
export async function answerDownload(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { backups, log }: Pick<Services, 'backups' | 'log'>,
): Promise<void> {
  const instance = instanceId.safeParse(url.searchParams.get('instance'));
  const name = backupName.safeParse(url.searchParams.get('name'));
  if (!instance.success || !name.success) {
    say(request, response, 400, { code: 'BAD_VALUE', message: 'There is no backup of this name.' });
    return;
  }
  const packed = await backups.pack(instance.data, name.data).catch((error: unknown) => {
    sayFailure(request, response, error, log);
    return null;
  });
  if (packed === null) return;
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    // The name of a backup contains no character that needs an escape.
    'Content-Disposition': `attachment; filename="${packed.fileName}"`,
    'Cache-Control': 'no-store',
    ...(packed.sizeBytes === null ? {} : { 'Content-Length': packed.sizeBytes }),
  });
  if (request.method === 'HEAD') {
    packed.stream.destroy();
    response.end();
    return;
  }
  // A person may stop the download. If the file cannot be read, the browser sees an incomplete download.
  await pipeline(packed.stream, response).catch((error: unknown) => {
    if (!request.destroyed) log.error('sending a backup ended early', error);
    response.destroy();
  });
}

function sayFailure(request: IncomingMessage, response: ServerResponse, error: unknown, log: Services['log']): void {
  if (error instanceof AppError) {
    const { code, message }: { readonly code: ErrorCode; readonly message: string } = error;
    say(request, response, errorMap[code].status, { code, message });
    return;
  }
  log.error('an uploaded file was not stored', error);
  say(request, response, 500, { code: null, message: 'Something went wrong inside the app; the log has the details.' });
}

function say(request: IncomingMessage, response: ServerResponse, status: number, document: object): void {
  const body = JSON.stringify(document);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    // The rest of the body is not needed.
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(body);
}
