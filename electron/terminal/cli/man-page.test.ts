import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { testWithProgram } from '../../../test/support/skip-reason.ts';
import { actionTopics, allActions, findAction } from '../actions.ts';
import { checkFlags } from './check-flags.ts';
import { examplesOf } from './examples.ts';
import { manPage } from './man-page.ts';
import { parseArguments, splitWords } from './parse-arguments.ts';

const topics = await actionTopics();
const actions = await allActions();

/** A command line as a shell splits it, without the redirection. */
function shellWords(line: string): string[] {
  const [command = ''] = line.split(' > ');
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

describe('examples', () => {
  test.each(actions.map(({ name }) => name))('examples › %s › each is a command line of this action', async (name) => {
    expect(examplesOf(name)).not.toEqual([]);
    for (const { line } of examplesOf(name)) {
      const { own, words } = splitWords(shellWords(line));
      const args = parseArguments(own);
      expect(args.action).toBe(name);
      const action = await findAction(name);
      checkFlags(action, args);
      if (words.length > 0) expect(action.words).toBeDefined();
    }
  });
});

describe('man page', () => {
  const page = manPage(topics);

  test('man page › every action and flag › has a paragraph', () => {
    for (const { name, flags } of actions) {
      expect(page).toContain(`.TP\n.B ${name.replaceAll('-', '\\-')}\n`);
      for (const flag of flags) expect(page).toContain(`\\-\\-${flag.replaceAll('-', '\\-')}`);
    }
  });

  test('man page › a line that begins with a dot or has a backslash › is text, not a request', () => {
    const requests = page.split('\n').filter((line) => /^[.']/.test(line));
    for (const line of requests) expect(line).toMatch(/^\.(TH|SH|TP|B|I|br)\b/);
    expect(page.replace(/\\([-e&]|\((dq|aq))/g, '')).not.toContain('\\');
  });

  testWithProgram('groff', 'man page › groff › reads it without a warning', () => {
    const groff = execFileSync('groff', ['-man', '-T', 'ascii', '-ww', '-z'], {
      input: page,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    expect(groff.toString()).toBe('');
  });
});
