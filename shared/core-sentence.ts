import type { sentences as english } from './core-words.ts';

/** @returns the core's title in the language of the patterns; unchanged English if no pattern matches */
export function createCoreSentence(sentences: typeof english): (title: string) => string {
  const compiled = sentences.map(([pattern, text]) => [new RegExp(`^${pattern}$`), text] as const);
  return (title) => {
    for (const [pattern, text] of compiled) {
      const found = pattern.exec(title);
      if (found) return text.replace(/\$(\d)/g, (_, at) => found[Number(at)] ?? '');
    }
    return title;
  };
}
