/**
 * The headers of every response, in a browser and in the window: the view runs only its own scripts, talks only to its
 * own origin and is not framed. Styles may be inline, because the component library sets them at run time.
 * @param socket the origin of the WebSocket, if there is one; some browsers do not include it in 'self'
 */
export function securityHeaders(socket?: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${socket ? ` ${socket}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
