import type { SettingsDeps } from '../settings/plan/settings-deps.ts';

export interface ModulesDeps extends SettingsDeps {
  /** The preference `undo-space`, in bytes. */
  readonly undoSpaceBytes: () => number;
  /** A file that a browser has uploaded. @throws AppError NOT_FOUND */
  readonly uploadedFile: (id: string) => { readonly path: string; readonly name: string };
}
