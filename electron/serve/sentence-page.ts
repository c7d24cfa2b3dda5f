/** A page that says one thing, for whoever gets no view. Holds no script and nothing of the request. */
export function sentencePage(title: string, sentences: readonly string[]): string {
  const paragraphs = sentences.map((sentence) => `<p>${sentence}</p>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${title} – Vrooli Redis Desktop</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.3rem}</style>
<h1>${title}</h1>${paragraphs}</html>`;
}

const AGAIN =
  'Take the whole link that was printed in the terminal where the app was started, up to its last character. If that terminal is gone, end the app there and start it again: every start prints a new link.';

export const pages = {
  /** Also reached right after the link was opened from another site's page: its cookie counts from the next click on. */
  noToken: sentencePage('This link is needed to open the app', [
    AGAIN,
    'If you have just opened that link, <a href="/">continue here</a>.',
  ]),
  foreign: sentencePage('This request was refused', [
    'It came from another site, or under another name than the one the app is served under. Open the link that was printed in the terminal.',
  ]),
  notFound: sentencePage('There is nothing here', ['<a href="/">Go to the app.</a>']),
  notAllowed: sentencePage('This request was refused', ['The app only answers to being read.']),
  malformed: sentencePage('This request was refused', ['Its address could not be read.']),
};
