/** What people read in components/form. */
export const formWords = {
  copyWhat: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  copy: 'Copy',
  theCliCommand: 'the CLI command',
};
