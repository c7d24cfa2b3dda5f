export interface DirectiveWords {
  readonly title: string;
  readonly description: string;
}

/** By the name of the directive. English has none here: the core sends its texts in English. */
export const directives: Readonly<Record<string, DirectiveWords>> = {};
