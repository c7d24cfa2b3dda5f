import type { Protocol } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import { allowed } from './host.ts';
import type { PageContents } from './page-contents.ts';
import { handlerOf } from './protocol.ts';
import { fromChromium, ownScheme, toChromium } from './urls.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

/**
 * Serves the app's own scheme by its handler, and asks the app's listeners about each navigation of the page.
 * @param startedByApp whether the app itself started the navigation to this address; its listeners are then not asked
 */
export async function answerRequest(
  chromium: Chromium,
  sessionId: string,
  contents: PageContents,
  paused: Paused,
  startedByApp: (url: string) => boolean,
): Promise<void> {
  const { requestId, request, resourceType } = paused;
  const url = fromChromium(request.url) + (request.urlFragment ?? '');
  if (resourceType === 'Document' && !mayNavigate(contents, paused, url, startedByApp)) {
    await chromium.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }, sessionId);
    return;
  }
  const handler = handlerOf(ownScheme(request.url));
  if (!handler) {
    await chromium.send('Fetch.continueRequest', { requestId }, sessionId);
    return;
  }
  const { method, headers, postDataEntries } = request;
  const parts = postDataEntries?.map(({ bytes = '' }) => Buffer.from(bytes, 'base64'));
  const sent = parts === undefined ? {} : { body: Buffer.concat(parts) };
  const asked = new Request(fromChromium(request.url), { method, headers, ...sent });
  const response = await handler(asked as never);
  if (response.type === 'error') {
    await chromium.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }, sessionId);
    return;
  }
  const responseHeaders = [...response.headers].map(([name, value]) => ({
    name,
    value: name.toLowerCase() === 'location' ? toChromium(value) : value,
  }));
  const bytes = Buffer.from(await response.arrayBuffer());
  await chromium.send(
    'Fetch.fulfillRequest',
    { requestId, responseCode: response.status, responseHeaders, body: bytes.toString('base64') },
    sessionId,
  );
}

function mayNavigate(
  contents: PageContents,
  { frameId, redirectedRequestId }: Paused,
  url: string,
  startedByApp: (url: string) => boolean,
): boolean {
  const isMainFrame = frameId === contents.mainFrameId;
  const details = { url, isMainFrame, isSameDocument: false, frame: contents.mainFrame };
  if (redirectedRequestId !== undefined) return allowed(contents, 'will-redirect', details, url);
  if (isMainFrame && startedByApp(url)) return true;
  // The main frame emits both events, in this order.
  if (!allowed(contents, 'will-frame-navigate', details)) return false;
  return !isMainFrame || allowed(contents, 'will-navigate', details, url);
}
