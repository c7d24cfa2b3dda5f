import type { DrawerProps, ModalProps } from '@mantine/core';
import {
  ActionIcon,
  Button,
  Input,
  InputWrapper,
  type MantineThemeComponents,
  Menu,
  Popover,
  Tooltip,
} from '@mantine/core';
import * as libWords from '../lib/words.ts';
import classes from './component-defaults.module.css';

/** Dark enough to separate a dialog from the page, light enough to read the page. */
const overlayProps = { color: '#0a0c0f', backgroundOpacity: 0.45 };

const small = { defaultProps: { size: 'xs' } };

/**
 * Dense controls: 28 px high, 24 px in rows (`size="compact-xs"`, `sm` for an icon button). Components outside the
 * first view must not call `extend`, which would pull their code into the first bundle.
 */
export const componentDefaults: MantineThemeComponents = {
  ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'default', size: 28 } }),
  Button: Button.extend({ defaultProps: { size: 'xs' }, classNames: { root: classes.button ?? '' } }),
  Checkbox: small,
  Drawer: {
    defaultProps: {
      position: 'right',
      withOverlay: false,
      lockScroll: false,
      trapFocus: false,
      closeOnClickOutside: false,
    } satisfies Partial<DrawerProps>,
    classNames: { content: classes.float ?? '', title: classes.title ?? '' },
  },
  Input: Input.extend({ defaultProps: { size: 'xs' }, classNames: { input: classes.input ?? '' } }),
  InputWrapper: InputWrapper.extend({
    defaultProps: { size: 'xs' },
    classNames: { label: classes.label ?? '', description: classes.hint ?? '', error: classes.hint ?? '' },
  }),
  Menu: Menu.extend({
    defaultProps: {
      withinPortal: true,
      position: 'bottom-end',
      offset: 4,
      // A long menu moves up over its button in a small window, and scrolls in a smaller one.
      middlewares: { flip: true, shift: { crossAxis: true, padding: 8 }, size: { padding: 8 } },
    },
    classNames: { dropdown: classes.dropdown ?? '', item: classes.item ?? '', label: classes.menuLabel ?? '' },
  }),
  Modal: {
    defaultProps: {
      radius: 'lg',
      centered: true,
      overlayProps,
      closeButtonProps: { 'aria-label': libWords.close },
    } satisfies Partial<ModalProps>,
    classNames: { content: classes.float ?? '', title: classes.title ?? '' },
  },
  // As a `header` outside main it would be a second banner of the page.
  ModalHeader: { defaultProps: { role: 'presentation' } },
  NumberInput: small,
  PasswordInput: small,
  Popover: Popover.extend({ classNames: { dropdown: classes.dropdown ?? '' } }),
  Select: small,
  Switch: small,
  Tabs: { classNames: { tab: classes.tab ?? '' } },
  Textarea: small,
  TextInput: small,
  Tooltip: Tooltip.extend({
    defaultProps: {
      openDelay: 400,
      closeDelay: 50,
      withArrow: false,
      offset: 6,
      events: { hover: true, focus: true, touch: false },
    },
    classNames: { tooltip: classes.tooltip ?? '' },
  }),
};
