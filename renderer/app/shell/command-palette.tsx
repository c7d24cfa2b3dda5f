import { Palette } from '../../commands/palette.tsx';
import { paletteEntries } from './palette-entries.ts';

/** The palette with the entries of all features. */
export function CommandPalette() {
  return <Palette entriesOf={paletteEntries} />;
}
