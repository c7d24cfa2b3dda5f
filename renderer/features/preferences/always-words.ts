/** What people read of preferences before the page is loaded. */

export const openPreferences = 'Open preferences';
export const keywords = 'options configuration theme language units home folder engine updates about version licences';
export const whatsNew = 'Show what is new';
export const whatsNewKeywords = 'changes changelog release notes version';
export const aboutThisApp = 'About this app';
