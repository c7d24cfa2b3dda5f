// Every file that registers commands, in the order in which the palette and the menus show them.
import './app-commands.ts';
