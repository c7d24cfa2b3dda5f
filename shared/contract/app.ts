import { z } from 'zod';
import { procedure } from './base.ts';
import { clientKind } from './values.ts';

/** Facts about the app itself. */
export const appInfo = z.object({
  name: z.string(),
  version: z.string(),
  face: clientKind,
  /** The home in short form, such as `~/.vrooli`. */
  home: z.string(),
  platform: z.string(),
  /** The path of the script that starts the CLI. */
  terminalCommand: z.string(),
});
export type AppInfo = z.infer<typeof appInfo>;

/** The versions that a bug report needs. */
export const aboutApp = z.object({
  name: z.string(),
  version: z.string(),
  /** Null in a browser and in a terminal. */
  electron: z.string().nullable(),
  chromium: z.string().nullable(),
  node: z.string(),
  /** Operating system and processor: `linux x64 6.8.0`. */
  system: z.string(),
});
export type AboutApp = z.infer<typeof aboutApp>;

/** A package whose code is in the built app. */
export const licenceNotice = z.object({
  name: z.string(),
  version: z.string(),
  /** As its package.json names it, such as `MIT`. */
  licence: z.string(),
  /** The full text of its licence files; empty if the package has none. */
  text: z.string(),
});
export type LicenceNotice = z.infer<typeof licenceNotice>;

/** What a version changed, from CHANGELOG.md. */
export const versionChanges = z.object({
  /** `Unreleased` for changes that are in no release yet. */
  version: z.string(),
  date: z.string().nullable(),
  sections: z.array(z.object({ title: z.string(), items: z.array(z.string()) })),
});
export type VersionChanges = z.infer<typeof versionChanges>;

export const app = {
  about: procedure.output(aboutApp),
  /** In order of name; empty for a checkout that was not built. */
  licences: procedure.output(z.array(licenceNotice)),
  /** Newest first. */
  changes: procedure.output(z.array(versionChanges)),
  info: procedure.output(appInfo),
  /** One sentence per operation that a crash interrupted and that was undone since, until a person has read it. */
  recovered: procedure.output(z.array(z.string())),
  /** Marks these sentences as read. */
  forgetRecovered: procedure.output(z.object({})),
};
