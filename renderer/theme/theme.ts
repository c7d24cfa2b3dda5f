import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { componentDefaults } from './component-defaults.ts';

/** Mantine picks shades by index; each index holds the design token that Mantine uses it for. */
const gray: MantineColorsTuple = [
  '#fafbfc',
  '#f3f5f8',
  '#e6e8ec',
  '#d0d5dd',
  '#d0d5dd',
  '#8a919e',
  '#666d7b',
  '#515866',
  '#2f343e',
  '#1a1d24',
];

const dark: MantineColorsTuple = [
  '#e6e8ed',
  '#c8ccd5',
  '#a9afbc',
  '#8b92a1',
  '#383e4a',
  '#262a32',
  '#181b21',
  '#14171c',
  '#0e1014',
  '#0a0c0f',
];

const accent: MantineColorsTuple = [
  '#f5f6fd',
  '#eceefb',
  '#d3d8f8',
  '#a6b0f6',
  '#8b97f0',
  '#6975db',
  '#4f5dc6',
  '#4350b5',
  '#38439a',
  '#1e2344',
];

const danger: MantineColorsTuple = [
  '#fdeeec',
  '#fadcd9',
  '#f7bcb7',
  '#f58b84',
  '#e5574f',
  '#d23b33',
  '#b3261e',
  '#981e17',
  '#7d1812',
  '#331b1b',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { gray, dark, accent, red: danger },
  black: '#1a1d24',
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace',
  fontSizes: { xs: '13px', sm: '13px', md: '15px', lg: '17px', xl: '22px' },
  lineHeights: { xs: '18px', sm: '18px', md: '20px', lg: '22px', xl: '30px' },
  fontWeights: { medium: '500', bold: '600' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: componentDefaults,
});

/** Maps Mantine's variables to the design tokens, which define light and dark themselves. */
export const cssVariables: CSSVariablesResolver = () => {
  const tokens = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text-1)',
    '--mantine-color-dimmed': 'var(--text-2)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-error': 'var(--danger-text)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text-1)',
    '--mantine-color-default-border': 'var(--control-border)',
  };
  return { variables: {}, light: tokens, dark: tokens };
};
