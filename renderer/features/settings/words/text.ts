/** What people read in settings/text. */
export const textWords = {
  defaultShownValueLivePart: (shownValue: string, part: string) => `Default ${shownValue} · live ${part}`,
  textOfRedisConf: 'Text of redis.conf',
  thisIsTheFileAfterThe: 'This is the file after the plan. Apply or discard the plan to edit the text.',
  passwordsShowAsMaskLeaveThem: (mask: string) => `Passwords show as ${mask}; leave them to keep them.`,
};
