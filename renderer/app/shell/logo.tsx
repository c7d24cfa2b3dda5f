/** The app's logo, as in public/icon.svg. */
export function Logo() {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth="1.4"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <rect width="20" height="20" rx="5" fill="var(--accent-fill)" />
      <path stroke="#fff" d="m10 4.6 5.2 2.6L10 9.8 4.8 7.2zM4.8 10 10 12.6 15.2 10M4.8 12.8 10 15.4l5.2-2.6" />
    </svg>
  );
}
