export const defaultShownValueLivePart = (shownValue: string, part: string) => `Default ${shownValue} · live ${part}`;
export const unknown = 'unknown';
export const textOfRedisConf = 'Text of redis.conf';
export const fileAfterThePlan = 'This is the file after the plan. Apply or discard the plan to edit the text.';
export const passwordsShowAsMaskLeaveThem = (mask: string) => `Passwords show as ${mask}; leave them to keep them.`;
