export const modes = ['rdb', 'aof', 'both', 'none'] as const;
export type Mode = (typeof modes)[number];

/** A way through every change of one mode to another, each once: 12 of them, beginning and ending with rdb. */
export const everyTransition: readonly (readonly [Mode, Mode])[] = [
  ['rdb', 'aof'],
  ['aof', 'rdb'],
  ['rdb', 'both'],
  ['both', 'rdb'],
  ['rdb', 'none'],
  ['none', 'aof'],
  ['aof', 'both'],
  ['both', 'aof'],
  ['aof', 'none'],
  ['none', 'both'],
  ['both', 'none'],
  ['none', 'rdb'],
];
