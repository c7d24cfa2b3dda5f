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
import classes from './component-defaults.module.css';

/** Dark enough to part what floats from what is below, not so dark that the figures there cannot be read. */
const overlayProps = { color: '#0a0c0f', backgroundOpacity: 0.45 };

const small = { defaultProps: { size: 'xs' } };

/**
 * Dense controls: 28 high, small ones in rows 24 (`size="compact-xs"`, and `sm` of an icon button). Those that are not
 * in the first view go without their own `extend`, which would draw their code into it.
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
    defaultProps: { withinPortal: true, position: 'bottom-end', offset: 4 },
    classNames: { dropdown: classes.dropdown ?? '', item: classes.item ?? '', label: classes.menuLabel ?? '' },
  }),
  Modal: {
    defaultProps: {
      radius: 'lg',
      centered: true,
      overlayProps,
      closeButtonProps: { 'aria-label': 'Close' },
    } satisfies Partial<ModalProps>,
    classNames: { content: classes.float ?? '', title: classes.title ?? '' },
  },
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
