import type { Translation } from '../../../shared/translation.ts';
import type * as english from './words.ts';

export const translation: Translation<typeof english> = {
  ungrouped: 'Ohne Gruppe',
  selectAll: 'Alle auswählen',
  actions: 'Aktionen',
  selectId: (id) => `${id} auswählen`,
  moreForId: (id) => `Mehr zu ${id}`,
  groupName: (name) => `Gruppe ${name}`,
  showAll: 'Alle anzeigen',
  filterByName: (name) => `Nach ${name} filtern`,
  anyName: (name) => `${name}: alle`,
};
