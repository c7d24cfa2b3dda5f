import { Palette } from '../../commands/palette.tsx';
import { paletteEntries } from './palette-entries.ts';

/** The palette with what it finds in the features. */
export function CommandPalette() {
  return <Palette entriesOf={paletteEntries} />;
}
