import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../contracts/files/package-folder.ts';
import { type AdminCall, Wrong } from './transport/admin-request.ts';
import { pageAddress } from './transport/page-address.ts';

/** Only what comes from here runs, and it talks to nobody else; no text becomes markup or script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * A file of the page for people, which the build makes: it asks the control plane that it came from, as anybody could.
 * @throws Wrong 503 where the package was not built
 */
const fileOf =
  (name: string, type: string): AdminCall =>
  ({ req, res }) => {
    // Everything in the page is named below its own folder.
    if (name === 'index.html' && !req.originalUrl.split('?')[0]?.endsWith('/')) {
      res.redirect(308, pageAddress(req));
      return;
    }
    res.set({ 'Content-Type': type, 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'no-referrer' });
    res.send(read(name));
  };

function read(name: string): Buffer {
  try {
    return readFileSync(join(packageFolder(), 'dist/dashboard', name));
  } catch {
    throw new Wrong(
      503,
      `The page was not built: there is no dist/dashboard/${name}. Build it with npm run build.`,
    );
  }
}

export const getPage = fileOf('index.html', 'text/html; charset=utf-8');
/** What people look for under this name: the page, with its API view opened. */
export const getDocs: AdminCall = ({ req, res }) => res.redirect(303, `${pageAddress(req)}#/api`);

export const getPageScript = fileOf('dashboard.js', 'text/javascript; charset=utf-8');
export const getLayoutScript = fileOf('layout.js', 'text/javascript; charset=utf-8');
export const getPageStyle = fileOf('style.css', 'text/css; charset=utf-8');
