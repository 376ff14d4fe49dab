// The site's Content-Security-Policy, stated once: the build puts it into the page, the server into a header.

/**
 * Style elements are refused as well: xterm's are turned into constructed sheets (terminal/strict-styles.ts). Style attributes
 * must be allowed, since xterm writes a cell's 24-bit colours with `setAttribute('style', …)`.
 */
const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'style-src': "'self'",
  'style-src-elem': "'self'",
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  // Pages of containers are shown in a frame without an origin (web.html, which has a policy of its own).
  'frame-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const format = (table: Readonly<Record<string, string>>): string =>
  Object.entries(table)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** For a `<meta http-equiv>` in the page. */
export const metaPolicy = format(directives);

/** For the header of a response; only there may framing be ruled. */
export const headerPolicy = format({ ...directives, 'frame-ancestors': "'self'" });
