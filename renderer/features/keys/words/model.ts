/** What people read in keys/model. */

export const sortedSet = 'sorted set';
export const noExpiry = 'No expiry';
export const withinAnHour = 'Within an hour';
export const wordsOrMore = (words: string) => `${words} or more`;
