/**
 * A page with a message instead of the view. Contains no script and nothing from the request.
 * @param language of the texts, as screen readers need it
 */
export function sentencePage(title: string, sentences: readonly string[], language = 'en'): string {
  const paragraphs = sentences.map((sentence) => `<p>${sentence}</p>`).join('');
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${title} – Vrooli Redis Desktop</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.3rem}</style>
<h1>${title}</h1>${paragraphs}</html>`;
}

const AGAIN =
  'Copy the full link from the terminal where you started the app. If you have lost it, stop the app (Ctrl-C) and start it again: each start prints a new link.';

export const pages = {
  /** Also shown after a page of another site opened the link: the browser sends the cookie from the next click on. */
  noToken: sentencePage('Open the app with its access link', [
    AGAIN,
    'If you have just opened it, <a href="/">continue here</a>.',
  ]),
  foreign: sentencePage('Request refused', [
    'It came from another site, or through another host name. Open the link that the terminal shows.',
  ]),
  notFound: sentencePage('Page not found', ['<a href="/">Go to the app.</a>']),
  notAllowed: sentencePage('Request refused', ['This address only accepts GET and HEAD requests.']),
  malformed: sentencePage('Request refused', ['The address is not valid.']),
};
