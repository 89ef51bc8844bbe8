import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Serves the application: one page. */
export async function startApp() {
  const page = readFileSync(new URL('app.html', import.meta.url));
  const server = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(page));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://localhost:${server.address().port}`, close: () => server.close() };
}
