import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { Decoration, hoverTooltip, MatchDecorator, type Tooltip, ViewPlugin } from '@codemirror/view';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { directiveWords } from '../model/directive-words.ts';
import { shownValue } from '../model/values.ts';
import * as textWords from '../words/text.ts';

const marks = {
  comment: Decoration.mark({ class: 'conf-comment' }),
  directive: Decoration.mark({ class: 'conf-directive' }),
  text: Decoration.mark({ class: 'conf-text' }),
};

/** The whole grammar of redis.conf: comments, directives at the start of a line, and quoted strings. */
const parts = new MatchDecorator({
  regexp: /^[ \t]*#.*|^[ \t]*[A-Za-z][\w-]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\')*'/gm,
  decoration: ([found]) => {
    const text = found.trimStart();
    if (text.startsWith('#')) return marks.comment;
    return /^["']/.test(text) ? marks.text : marks.directive;
  },
});

/** Highlights the visible part of redis.conf. */
export const confHighlight = ViewPlugin.define((view) => ({ marks: parts.createDeco(view), update }), {
  decorations: (plugin) => plugin.marks,
});

function update(this: { marks: ReturnType<typeof parts.createDeco> }, change: Parameters<typeof parts.updateDeco>[0]) {
  this.marks = parts.updateDeco(change, this.marks);
}

/** Completes directives at the start of a line, and values of directives with a fixed set. */
export function confCompletions(settings: readonly Setting[]): (context: CompletionContext) => CompletionResult | null {
  const names = settings
    .filter(({ editable, kind }) => editable || kind === 'lines')
    .map(({ name, title, description }) => ({ label: name, detail: title, info: description, type: 'property' }));
  return (context) => {
    const name = context.matchBefore(/^[ \t]*[\w-]*$/m);
    if (name && (context.explicit || /\w/.test(name.text))) {
      return { from: name.to - name.text.trimStart().length, options: names, validFor: /^[\w-]*$/ };
    }
    const value = context.matchBefore(/^[ \t]*[\w-]+[ \t]+[\w-]*$/m);
    const [directive = '', typed = ''] = value?.text.trimStart().split(/[ \t]+/) ?? [];
    const options = settings.find((setting) => setting.name === directive.toLowerCase())?.options;
    if (!value || !options) return null;
    return { from: value.to - typed.length, options: options.map((label) => ({ label, type: 'enum' })) };
  };
}

/** Shows description, default and live value of a directive. */
export function confHover(settings: readonly Setting[]) {
  return hoverTooltip((view, position): Tooltip | null => {
    const line = view.state.doc.lineAt(position);
    const [, space = '', name = ''] = /^([ \t]*)([A-Za-z][\w-]*)/.exec(line.text) ?? [];
    const from = line.from + space.length;
    const setting = settings.find((one) => one.name === name.toLowerCase());
    if (!setting || position < from || position > from + name.length) return null;
    return { pos: from, end: from + name.length, above: true, create: () => ({ dom: aboutOf(setting) }) };
  });
}

function aboutOf(setting: Setting): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'conf-about';
  const title = document.createElement('b');
  const words = directiveWords(setting);
  title.textContent = words.title;
  const text = document.createElement('p');
  text.textContent = words.description;
  const values = document.createElement('p');
  const { default: fallback, live, kind, reason } = setting;
  const secret = kind === 'secret' || kind === 'lines';
  values.textContent = secret
    ? ''
    : textWords.defaultShownValueLivePart(
        shownValue(setting, fallback),
        live === null ? textWords.unknown : shownValue(setting, live),
      );
  dom.append(title, text, values);
  if (reason !== null) {
    const why = document.createElement('p');
    why.textContent = coreDetail(reason);
    dom.append(why);
  }
  return dom;
}
