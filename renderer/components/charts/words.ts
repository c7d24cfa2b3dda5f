export const ofText = (ofText: string) => ` of ${ofText}`;
