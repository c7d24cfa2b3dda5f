export const copyWhat = (what: string) => `Copy ${what}`;
export const copied = 'Copied';
export const copy = 'Copy';
export const theCliCommand = 'the CLI command';
