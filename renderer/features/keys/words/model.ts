/** What people read in keys/model. */
export const modelWords = {
  sortedSet: 'sorted set',
  noExpiry: 'No expiry',
  withinAnHour: 'Within an hour',
  wordsOrMore: (words: string) => `${words} or more`,
};
