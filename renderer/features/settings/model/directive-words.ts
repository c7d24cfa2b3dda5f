import { ownValue } from '../../../../shared/own-value.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { type DirectiveWords, directives } from '../words/directives.ts';

/** The title of a directive in the language of the page, or as the core sends it: modules have directives of their own. */
export function directiveTitle(name: string, title: string): string {
  return ownValue(directives, name)?.title ?? title;
}

/** Title and description of a directive, in the same way. */
export function directiveWords({
  name,
  title,
  description,
}: DirectiveWords & { readonly name: string }): DirectiveWords {
  return ownValue(directives, name) ?? { title, description: coreDetail(description) };
}
