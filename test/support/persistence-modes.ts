export const modes = ['rdb', 'aof', 'both', 'none'] as const;
export type Mode = (typeof modes)[number];

/** Every change of one mode to another, each once, as a path of 12 steps that starts and ends with rdb. */
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
